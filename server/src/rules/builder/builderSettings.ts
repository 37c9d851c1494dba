import { entryAt, isBlank, listAt, scalarAt, valueAt } from '../../config/get.ts';
import type { ConfigEntry, ScalarValue } from '../../config/value.ts';
import { isLocalRegistry } from '../../deployment/registry.ts';
import { fix, insertAt, ownPlace, replaceValue, scalarText, withPlaceholder } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule, type Finding } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';
import { removeIt, writeText } from '../fixes/scalarFixes.ts';
import { nearest } from '../validation/nearest.ts';

const caches = ['gha', 'registry'];

/** The machine that Kamal runs on counts as this: `docker`'s name for most servers and CI machines. */
const localArch = 'amd64';

/** Settings of the builder that contradict each other (`validator/builder.rb`, `ensure_local_registry_remote_builder_has_ssh_url`). */
export const builderSettings = rule({
  id: 'builder-settings',
  severity: 'error',
  kind: 'kamal',
  summary: 'Settings of the builder contradict each other',
  keys: ['builder', 'registry'],
  *check({ root }): Iterable<Finding> {
    const builder = entryAt(root, 'builder');
    if (builder?.value.kind !== 'map' || builder.conditional || builder.value.conditional) return;
    const cache = scalarAt(builder.value, 'cache', 'type');
    if (cache && cache.type !== 'null' && cache.value !== false && !caches.includes(cache.string)) {
      yield report(
        this,
        cache.at,
        `Kamal knows no build cache \`${cache.string}\` and refuses to load the file. Write \`gha\` (GitHub Actions) or \`registry\`.`,
        { kamal: `builder: Invalid cache type: ${cache.string}`, fixes: cacheFixes(cache) },
      );
    }
    const arches = listAt(builder.value, 'arch')?.items.flatMap((item) => (item.kind === 'scalar' ? [item.string] : [])) ?? [
      scalarAt(builder.value, 'arch')?.string ?? '',
    ];
    const pack = entryAt(builder.value, 'pack');
    if (pack && !isBlank(pack.value) && pack.value.kind === 'map' && arches.length > 1) {
      yield report(
        this,
        pack.key.at,
        `Buildpacks build for one processor only, and \`builder.arch\` lists ${arches.length}. Kamal refuses to load the file. Name one, or build with a Dockerfile.`,
        {
          fixes: keepOne(entryAt(builder.value, 'arch'), arches),
          kamal: 'builder: buildpacks only support building for one arch',
        },
      );
    }
    const local = scalarAt(builder.value, 'local');
    const remote = valueAt(builder.value, 'remote');
    const noLocal = local?.value === false && local.type === 'boolean';
    if (noLocal && isBlank(remote) && !builder.value.incomplete) {
      yield report(
        this,
        local.at,
        'Nothing can build the image: `local: false` forbids this machine, and no `remote` is set. Kamal refuses to load the file. Add `remote: ssh://user@host`, or remove `local: false`.',
        {
          fixes: elsewhere(entryAt(builder.value, 'local'), remote === undefined),
          kamal: 'builder: Cannot disable local builds, no remote is set',
        },
      );
    }
    const server = scalarAt(root, 'registry', 'server');
    if (!server || !isLocalRegistry(server.string) || remote?.kind !== 'scalar' || remote.value === null || isBlank(remote)) return;
    if (!noLocal && arches.every((arch) => arch === localArch)) return;
    if (/\s/.test(remote.string)) {
      yield report(
        this,
        remote.at,
        `\`${remote.string}\` is no URL: Kamal crashes on it (URI::InvalidURIError). Write \`ssh://user@host\`.`,
        { fixes: sshAddress(remote) },
      );
    } else if (!remote.string.startsWith('ssh://')) {
      yield report(
        this,
        remote.at,
        `The registry ${server.string} is on your own machine, and the remote builder reaches it only through SSH: \`${remote.string}\` is no ssh:// address. Kamal refuses to load the file. Write \`ssh://user@host\`.`,
        {
          fixes: sshAddress(remote),
          kamal: 'Local registry with remote builder requires an SSH URL (e.g., ssh://user@host)',
        },
      );
    }
  },
});

function cacheFixes(cache: ScalarValue): Fix[] {
  const near = nearest(cache.string, caches);
  return near ? writeText(cache, near, true) : caches.flatMap((type) => writeText(cache, type));
}

function keepOne(arch: ConfigEntry | undefined, arches: readonly string[]): Fix[] {
  if (!arch || arch.value.alias) return [];
  return [...new Set(arches)].map((name) =>
    fix(`Build for \`${name}\` only`, arch.key.at.chunk.file, (source) =>
      replaceValue(source, ownPlace(source, arch.key, 'builder', 'arch'), scalarText(name)),
    ),
  );
}

/** Where the image shall be built is a decision. */
function elsewhere(local: ConfigEntry | undefined, isMissing: boolean): Fix[] {
  if (!local) return [];
  const { file } = local.key.at.chunk;
  const address = 'ssh://root@192.0.2.1';
  const add = fix(`Add \`remote: ${address}\``, file, (source) => insertAt(source, ['builder', 'remote'], address));
  return [
    ...(isMissing ? [withPlaceholder(add, address)] : []),
    removeIt(local, false, 'unsafe', 'Build on this machine: remove `local: false`'),
  ];
}

/** `user@host` and `ssh user@host` can only mean one thing; of another address only the host is certain. */
function sshAddress(remote: ScalarValue): Fix[] {
  const [, user, host] = /^(?:ssh:?[\s/]+)?(?:([\w.-]+)@)?([\w.-]+(?::\d+)?)$/.exec(remote.string.trim()) ?? [];
  if (host) return writeText(remote, `ssh://${user ?? 'root'}@${host}`, user !== undefined);
  const other = /^\w+:\/\/(?:[^/\s]*@)?([\w.-]+)/.exec(remote.string.trim())?.[1];
  return other ? writeText(remote, `ssh://root@${other}`) : [];
}
