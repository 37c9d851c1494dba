import { certainEntry } from '../../config/certain.ts';
import { find } from '../../config/find.ts';
import { entryAt, isBlank } from '../../config/get.ts';
import type { ConfigEntry, ScalarValue, Value } from '../../config/value.ts';
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
    const cache = scalarIn(builder.value, 'cache', 'type');
    if (cache && cache.value !== null && cache.value !== false && !caches.includes(cache.string)) {
      yield report(
        this,
        cache.at,
        `Kamal knows no build cache \`${cache.string}\` and refuses to load the file. Write \`gha\` (GitHub Actions) or \`registry\`.`,
        { kamal: `builder: Invalid cache type: ${cache.string}`, fixes: cacheFixes(cache) },
      );
    }
    const arch = entryAt(builder.value, 'arch');
    const arches = arch ? archesIn(arch) : [];
    const pack = certainEntry(builder.value, 'pack');
    if (arch && pack?.value.kind === 'map' && !isBlank(pack.value) && arches.length > 1) {
      yield report(
        this,
        pack.key.at,
        `Buildpacks build for one processor only, and \`builder.arch\` lists ${arches.length}. Kamal refuses to load the file. Name one, or build with a Dockerfile.`,
        {
          fixes: keepOne(arch, arches),
          kamal: 'builder: buildpacks only support building for one arch',
        },
      );
    }
    const local = entryAt(builder.value, 'local');
    const noLocal = scalarIn(builder.value, 'local')?.value === false;
    const remote = find(builder.value, 'remote');
    if (local && noLocal && (remote.kind === 'absent' || (remote.kind === 'value' && isBlank(remote.value)))) {
      yield report(
        this,
        local.value.at,
        'Nothing can build the image: `local: false` forbids this machine, and no `remote` is set. Kamal refuses to load the file. Add `remote: ssh://user@host`, or remove `local: false`.',
        {
          fixes: elsewhere(local, remote.kind === 'absent'),
          kamal: 'builder: Cannot disable local builds, no remote is set',
        },
      );
    }
    const server = scalarIn(certainEntry(root, 'registry')?.value, 'server');
    const address = remote.kind === 'value' ? remote.value : undefined;
    if (!server || !isLocalRegistry(server.string) || address?.kind !== 'scalar' || isBlank(address)) return;
    if (!noLocal && arches.every((arch) => arch === localArch)) return;
    if (/\s/.test(address.string)) {
      yield report(
        this,
        address.at,
        `\`${address.string}\` is no URL: Kamal crashes on it (URI::InvalidURIError). Write \`ssh://user@host\`.`,
        { fixes: sshAddress(address) },
      );
    } else if (!address.string.startsWith('ssh://')) {
      yield report(
        this,
        address.at,
        `The registry ${server.string} is on your own machine, and the remote builder reaches it only through SSH: \`${address.string}\` is no ssh:// address. Kamal refuses to load the file. Write \`ssh://user@host\`.`,
        {
          fixes: sshAddress(address),
          kamal: 'Local registry with remote builder requires an SSH URL (e.g., ssh://user@host)',
        },
      );
    }
  },
});

/** What is written there, in no branch of ERB; also the default of an `ENV.fetch`. */
function scalarIn(map: Value | undefined, ...path: readonly string[]): ScalarValue | undefined {
  const found = find(map, ...path);
  return found.kind === 'value' && found.value.kind === 'scalar' ? found.value : undefined;
}

/** The processors that it builds for, whatever ERB says. */
function archesIn({ value, conditional }: ConfigEntry): readonly string[] {
  return (value.kind === 'list' ? value.items : [value]).flatMap((one) =>
    one.kind === 'scalar' && !conditional && !one.conditional ? [one.string] : [],
  );
}

function cacheFixes(cache: ScalarValue): Fix[] {
  const near = nearest(cache.string, caches);
  return near ? writeText(cache, near, true) : caches.flatMap((type) => writeText(cache, type));
}

function keepOne(arch: ConfigEntry, arches: readonly string[]): Fix[] {
  if (arch.value.alias) return [];
  return [...new Set(arches)].map((name) =>
    fix(`Build for \`${name}\` only`, arch.key.at.chunk.file, (source) =>
      replaceValue(source, ownPlace(source, arch.key, 'builder', 'arch'), scalarText(name)),
    ),
  );
}

/** Where the image shall be built is a decision. */
function elsewhere(local: ConfigEntry, isMissing: boolean): Fix[] {
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
