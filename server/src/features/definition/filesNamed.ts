import type { Config } from '../../config/config.ts';
import { writtenText } from '../../config/written.ts';
import { inProject } from '../../deployment/accessoryFiles.ts';
import type { Files } from '../../files/files.ts';
import { secretsPaths } from '../../references/declaredSecrets.ts';
import { hooks } from '../../schema/commands.ts';
import type { Spot } from '../../source/locate.ts';

/**
 * The files that a setting names: a Dockerfile, what is uploaded for an accessory, error pages, hooks, secrets. Paths count from the project's root,
 * where Kamal is run.
 * @returns those that are there
 */
export function filesNamed(spot: Spot, config: Config, files: Files): string[] {
  return candidates(spot, config, files).filter((path) => files.get(path) !== 'absent');
}

function candidates({ path, node, on }: Spot, config: Config, files: Files): string[] {
  const [root, second, third] = path;
  if (root === 'hooks_output' && path.length === 2 && on === 'key') return within(hooksFolder(config), [String(second)]);
  if (node.kind !== 'scalar' || on !== 'value' || typeof node.value !== 'string') return [];
  const text = node.value;
  if (root === 'builder' && second === 'dockerfile') return one(text);
  // `local:remote[:options]`, or a map with `local`.
  if (root === 'accessories' && third === 'files' && (path.length === 4 || path.at(-1) === 'local'))
    return one(path.length === 4 ? text.split(':')[0]! : text);
  if (path.length > 1) return [];
  if (root === 'error_pages_path') return listed(files, text, (name) => /^[45]..\.html$/.test(name));
  if (root === 'hooks_path') return listed(files, text, (name) => Object.hasOwn(hooks, name));
  return root === 'secrets_path' ? [...(secretsPaths({ root: config.root, destination: config.destination?.name ?? null }) ?? [])] : [];
}

function hooksFolder({ root }: Config): string {
  return writtenText(root, 'hooks_path')?.text ?? '.kamal/hooks';
}

function one(path: string): string[] {
  const found = inProject(path);
  return found === null ? [] : [found];
}

function listed(files: Files, folder: string, wanted: (name: string) => boolean): string[] {
  const names = one(folder).map((path) => files.list(path))[0];
  return Array.isArray(names) ? within(folder, names.filter(wanted)) : [];
}

function within(folder: string, names: readonly string[]): string[] {
  return names.flatMap((name) => one(`${folder}/${name}`));
}
