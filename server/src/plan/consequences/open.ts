import { valueAt } from '../../config/get.ts';
import type { Version } from '../kamal/version.ts';
import type { Container } from '../model/servers.ts';

/** Does only ERB tell whether the files have it, or on which servers they have it? */
export function mayBeDescribed({ wanted: { deployment } }: Version, { kind, of }: Pick<Container['origin'], 'kind' | 'of'>): boolean {
  const all = kind === 'role' ? deployment.roles : deployment.accessories;
  const one = all.find(({ name }) => name === of);
  const open = kind === 'role' ? deployment.rolesIncomplete : valueAt(deployment.config.root, 'accessories')?.kind === 'unknown';
  return open || (one !== undefined && (one.hostsIncomplete || one.conditional));
}

/** Does only ERB tell which roles and servers there are? */
export function isOpen({ wanted: { deployment } }: Version): boolean {
  const all = [...deployment.roles, ...deployment.accessories];
  return deployment.rolesIncomplete || all.some(({ hostsIncomplete, conditional }) => hostsIncomplete || conditional);
}
