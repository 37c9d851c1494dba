import type { Deployment } from '../deployment/deployment.ts';
import type { At } from '../source/node.ts';
import { find, type Found } from '../config/find.ts';
import { joinPath, toText } from './ruby.ts';

/** A text with the places that it is made of; null: hangs on ERB. */
export interface Named {
  readonly text: string | null;
  readonly at: readonly At[];
}

/** What names on the servers begin with. */
export interface Names {
  readonly service: Named;
  /** `.kamal/apps/<service>[-<destination>]` */
  readonly appDirectory: Named;
  /** Where kamal-proxy finds the application's certificates and error pages. */
  readonly proxyDirectory: Named;
  /** The image with its registry, without a version. */
  readonly repository: Named;
}

/** `Configuration#service_and_destination` and what is made of it. */
export function namesOf(deployment: Deployment): Names {
  const service = textIn(find(deployment.config.root, 'service'));
  const both = mapText(service, (text) => [text, deployment.destination].filter((part) => part !== null).join('-'));
  return {
    service,
    appDirectory: mapText(both, (text) => joinPath('.kamal/apps', text)),
    proxyDirectory: mapText(both, (text) => joinPath('/home/kamal-proxy/.apps-config', text)),
    repository: repositoryOf(deployment),
  };
}

/** `Configuration#repository`: a blank image counts as none, and a registry on this machine then has the service's name. */
function repositoryOf({ config: { root }, repository }: Deployment): Named {
  const all = [find(root, 'image'), find(root, 'registry', 'server')];
  const known = all.every(({ kind }) => kind !== 'unknown');
  return { text: known ? repository : null, at: all.flatMap((one) => (one.kind === 'absent' ? [] : one.at)) };
}

/** Ruby's `to_s`; empty where there is nothing. */
export function textIn(found: Found): Named {
  if (found.kind === 'absent') return { text: '', at: [] };
  return { text: found.kind === 'unknown' ? null : toText(found.value), at: found.at };
}

export function mapText({ text, at }: Named, change: (text: string) => string): Named {
  return { text: text === null ? null : change(text), at };
}
