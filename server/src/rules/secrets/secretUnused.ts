import { isCertain, scalarAt, valueAt } from '../../config/get.ts';
import type { Part } from '../../deployment/deployment.ts';
import { isLocalRegistry } from '../../deployment/registry.ts';
import type { Files } from '../../files/files.ts';
import { secretsOf, secretsPaths, type SecretsFile } from '../../references/declaredSecrets.ts';
import { mentionsInSecrets } from '../../references/secretMentions.ts';
import { usesOf } from '../../references/secretUses.ts';
import type { HeadOf } from '../../config/root.ts';
import type { Inputs } from '../inputs.ts';
import { beside } from '../perFile.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** As Kamal's own template of a secrets file declares it. */
const usualPassword = 'KAMAL_REGISTRY_PASSWORD';

const keys = [
  'env.secret',
  'env.tags',
  'registry',
  'builder',
  'proxy',
  'ssh',
  'servers',
  'accessories',
  'secrets_path',
  'hooks_path',
] as const;

type Reader = Part<'roles' | 'accessories' | 'destination', HeadOf<(typeof keys)[number]>> & Pick<Inputs, 'envCertain'>;

/** Secrets are looked up by name (`secrets.rb`): one that nobody names is fetched for nothing. */
export const secretUnused = rule({
  id: 'secret-unused',
  severity: 'hint',
  kind: 'deployment',
  summary: 'A secrets file declares a name that no deployment looks up',
  reads: ['roles', 'accessories', 'destination', 'files', 'base', 'envCertain', 'family'],
  keys,
  *check(given) {
    const { files, family, base, root } = given;
    const found = secretsOf(given)?.files ?? [];
    if (found.length === 0 || !family.every(isWhole) || mayUseElsewhere(files, base, family, scalarAt(root, 'hooks_path')?.string)) return;
    for (const file of found) {
      // Words of a script are none of its names: `secrets-line-dropped` speaks of it.
      if (file.script) continue;
      const used = namesUsed(file, family);
      const [first, ...others] = file.assignments.filter(({ key }) => !used.has(key));
      if (!first) continue;
      const more =
        others.length === 0 ? '' : others.length === 1 ? ` (nor \`${others[0]!.key}\`)` : ` (nor ${others.length} more of its names)`;
      yield report(
        this,
        file.source.at(first.from, first.to),
        `No deployment that reads ${file.path} looks \`${first.key}\` up${more}, and no command in it sees it: it is there for nothing. Name it where it is needed (\`env.secret\`, \`builder.secrets\`, \`registry.password\`), or remove the line.`,
        {
          tag: 'unnecessary',
          related: beside(
            others.map(({ key, from, to }) => ({ at: file.source.at(from, to), message: `\`${key}\` is not looked up either` })),
          ),
        },
      );
    }
  },
});

/** Could ERB or broken text name a secret that is not seen? */
function isWhole({ root, envCertain }: Reader): boolean {
  return (
    envCertain &&
    !root.incomplete &&
    keys.every((key) => {
      const entry = root.entries.get(key.split('.')[0] as HeadOf<typeof key>);
      return !entry || (!entry.conditional && isCertain(entry.value));
    })
  );
}

function namesUsed(file: SecretsFile, family: readonly Reader[]): ReadonlySet<string> {
  const readers = family.filter((one) => secretsPaths(one)?.includes(file.path));
  return new Set([
    ...mentionsInSecrets(file).flatMap(({ defines, name }) => (defines ? [] : [name])),
    ...readers.flatMap((one) => usesOf(one).map(({ name }) => name)),
    ...readers.flatMap(({ accessories }) => accessories.flatMap(({ map }) => certificates(map))),
    ...readers.flatMap(({ root }) => names(valueAt(root, 'ssh', 'key_data'))),
    // A registry on the own machine asks for no login, and the names stay for the day when it is another.
    ...readers.flatMap(({ root }) => ['username', 'password'].flatMap((key) => names(valueAt(root, 'registry', key)))),
    ...(readers.some(({ root }) => isLocalRegistry(scalarAt(root, 'registry', 'server')?.string ?? null)) ? [usualPassword] : []),
  ]);
}

function certificates(accessory: Parameters<typeof valueAt>[0]): string[] {
  return ['certificate_pem', 'private_key_pem'].flatMap((key) => names(valueAt(accessory, 'proxy', 'ssl', key)));
}

function names(value: ReturnType<typeof valueAt>): string[] {
  if (value?.kind === 'list') return value.items.flatMap(names);
  return value?.kind === 'scalar' ? [value.string] : [];
}

/** Hooks are given all secrets, and another base may read the same files. */
function mayUseElsewhere(files: Files, base: string, family: readonly Reader[], hooksPath = '.kamal/hooks'): boolean {
  const hooks = files.list(hooksPath.replace(/^\.\//, '').replace(/(?<!\/)\/+$/, ''));
  if (hooks === 'unread' || (hooks !== 'absent' && hooks.some((name) => !/^\.|\.(sample|md)$/.test(name)))) return true;
  const folder = base.includes('/') ? base.slice(0, base.lastIndexOf('/')) : '.';
  const beside = files.list(folder);
  if (!Array.isArray(beside)) return beside === 'unread';
  const stem = base.replace(/\.[^./]+$/, '');
  const own = new Set([base, ...family.map(({ destination }) => `${stem}.${destination}.yml`)]);
  return beside.some((name) => /^deploy.*\.ya?ml$/.test(name) && !own.has(folder === '.' ? name : `${folder}/${name}`));
}
