import type { Machine } from '../model/machine.ts';
import { Refusal } from '../model/refusal.ts';
import { unknown } from '../model/settings.ts';
import type { LeftFile, Owner } from '../model/servers.ts';
import type { Version } from './version.ts';
import type { WantedSecret } from './wanted.ts';

/** What goes into an env file: `NAME=` with what tells the value apart. @throws Refusal where a secret is not declared */
export function secretEnv(version: Version, secrets: readonly WantedSecret[]): string[] {
  return secrets.map(({ name, key }) => `${name}=${key === null ? unknown : lookUp(version, key)}`);
}

/** @throws Refusal where a secret is not declared */
export function lookUp(version: Version, key: string): string {
  const secret = version.secret(key);
  if (secret === 'missing') throw new Refusal('secret missing', { what: key });
  return secret === 'unknown' ? unknown : secret.content;
}

/** `docker login`, which looks the credentials up. */
export function login(version: Version, secrets: readonly string[]): void {
  for (const key of secrets) lookUp(version, key);
}

export function upload(machine: Machine, path: string, owner: Owner, file: Partial<LeftFile>): void {
  machine.files.set(path, { secrets: [], content: '', ...file, owner });
}

/** `docker network create kamal`, which may be there. */
export function createNetwork(machine: Machine): void {
  machine.networks.add('kamal');
}

/** `rm -rf` of a folder. */
export function removeFolder(machine: Machine, folder: string): void {
  for (const path of machine.files.keys()) if (path === folder || path.startsWith(`${folder}/`)) machine.files.delete(path);
}
