import type { CodeLens } from 'vscode-languageserver';
import type { Deployment, Role } from '../deployment/deployment.ts';
import { rangeOf } from '../source/locate.ts';
import type { Source } from '../source/source.ts';
import { bootStep, routesOf } from './describe.ts';
import { count } from './markdown.ts';

/** What a role is in one line above its name: `primary · https://shop.example · 2 servers · boots first`. */
export function codeLenses(source: Source, deployment: Deployment): CodeLens[] {
  return deployment.roles.flatMap((role) => {
    // `servers` as a list is one role, and its key says so best.
    const range = role.at.chunk.file === source.file ? rangeOf(source, role.at) : undefined;
    return range ? [{ range, command: { title: titleOf(deployment, role), command: '' } }] : [];
  });
}

function titleOf(deployment: Deployment, role: Role): string {
  const step = bootStep(deployment, role);
  const steps = deployment.boot.roles.length;
  const [route, ...more] = role.proxied && role.proxy ? routesOf(role.proxy) : [];
  const parts = [
    role.primary ? 'primary' : undefined,
    role.proxied === null
      ? 'traffic hangs on ERB'
      : route
        ? `${route}${more.length > 0 ? ` and ${more.length} more` : ''}`
        : 'no web traffic',
    role.hostsIncomplete && role.hosts.length === 0
      ? 'servers hang on ERB'
      : `${role.hostsIncomplete ? 'at least ' : ''}${count(role.hosts.length, 'server')}`,
    step === undefined || steps < 2 ? undefined : step === 1 ? 'boots first' : `boots as ${step} of ${steps}`,
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}
