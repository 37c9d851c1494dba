import type { CodeLens } from 'vscode-languageserver';
import type { Deployment, Role } from '../deployment/deployment.ts';
import { rangeOf } from '../source/locate.ts';
import type { Source } from '../source/source.ts';
import { bootStep, hangs, routesInShort, serverCount } from './describe.ts';

/** What a role is in one line above its name: `primary · https://shop.example · 2 servers · boots first`. */
export function codeLenses(source: Source, deployment: Deployment): CodeLens[] {
  return deployment.roles.flatMap((role) => {
    // `servers` as a list is one role, and its key says so best.
    const range = role.at.chunk.file === source.file ? rangeOf(source, role.at) : undefined;
    return range ? [{ range, command: { title: titleOf(deployment, role), command: '' } }] : [];
  });
}

function titleOf(deployment: Deployment, role: Role): string {
  const parts = [
    role.primary ? (deployment.primaryRole.uncertain ? `primary or not: ${hangs(deployment)}` : 'primary') : undefined,
    role.proxied === null
      ? `traffic ${hangs(deployment)}`
      : role.proxied && role.proxy
        ? routesInShort(deployment, role.proxy)
        : 'no web traffic',
    serverCount(deployment, role),
    boots(deployment, role),
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

function boots(deployment: Deployment, role: Role): string | undefined {
  const step = bootStep(deployment, role);
  if (!step) return undefined;
  if (step.number === 1) return 'boots first';
  return step.number === null ? `boots after ${deployment.primaryRole.name}` : `boots as ${step.number} of ${step.of}`;
}
