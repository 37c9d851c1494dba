import type { ScalarValue, Value } from '../../config/value.ts';
import type { Deployment, Part } from '../../deployment/deployment.ts';
import { isLocalRegistry } from '../../deployment/registry.ts';
import { list } from '../../deployment/proxies.ts';
import { report } from '../report.ts';
import { rule, type Finding, type Given } from '../rule.ts';
import type { Files } from '../../files/files.ts';
import { writeText } from '../fixes/scalarFixes.ts';
import { servicesOf } from '../../deployment/services.ts';
import { isWritten, mayHave, certainEntry } from '../../config/certain.ts';
import { writtenText } from '../../config/written.ts';

/** Text that Kamal hands to docker as it is, and docker refuses. */
export const dockerPathFormat = rule({
  id: 'docker-path-format',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A port, path, address or architecture that Docker refuses',
  reads: ['roles', 'accessories', 'files'],
  keys: ['asset_path', 'builder', 'registry'],
  *check(given) {
    yield* inPorts(given);
    yield* inAssetPaths(given);
    yield* inRemote(given);
    yield* inArch(given);
  },
});

/** `--publish` with an address needs both ports: `IP:host:container`. */
function* inPorts({ accessories }: Pick<Deployment, 'accessories'>): Iterable<Finding> {
  for (const { name, map, conditional } of accessories) {
    const port = conditional ? undefined : writtenText(map, 'port');
    const [, address, number] = /^(\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\]|localhost):(\d+(?:\/\w+)?)$/i.exec(port?.text ?? '') ?? [];
    if (!port || address === undefined || number === undefined) continue;
    const full = `${address === 'localhost' ? '127.0.0.1' : address}:${number.replace(/\/.*/, '')}:${number}`;
    // Open to everybody: for a person to decide.
    const sure = address !== '0.0.0.0' && address !== '[::]';
    yield report(
      dockerPathFormat,
      port.value.at,
      `Docker takes \`${address}\` for a port of the server and refuses \`${port.text}\` ("invalid hostPort"): the accessory \`${name}\` does not start. With an address both ports are needed: write \`${full}\`.`,
      { fixes: writeText(port.value, full, sure) },
    );
  }
}

/** The assets' volume is mounted where the path says, in the containers of proxied roles only (`configuration/role.rb`, `asset_volume`). */
function* inAssetPaths(given: Given<'roles' | 'accessories' | 'files', 'asset_path'>): Iterable<Finding> {
  const roles = servicesOf(given).flatMap(({ role }) => (role ? [role] : []));
  const own = (map: Value | null) => mayHave(map, 'asset_path') || certainEntry(map, 'asset_path') !== undefined;
  const heirs = roles.filter(({ map }) => !own(map)).map(({ name }) => name);
  const places = [
    [heirs.length ? writtenText(given.root, 'asset_path') : undefined, heirs] as const,
    ...roles.map(({ map, name }) => [writtenText(map, 'asset_path'), [name]] as const),
  ];
  for (const [path, users] of places) {
    if (!path || /^[/$]/.test(path.text)) continue;
    const folder = workingFolder(given.files);
    yield report(
      dockerPathFormat,
      path.value.at,
      `\`asset_path\` is a folder in the container and \`${path.text}\` is not absolute: Docker refuses to mount it ("mount path must be absolute"), so ${users.length > 1 ? 'the roles' : 'the role'} ${list(users)} ${users.length > 1 ? 'do' : 'does'} not start. Write the whole path, such as \`${folder ?? '/rails'}/${path.text.replace(/^(\.\/)+/, '')}\`.`,
      { fixes: folder === undefined ? [] : writeText(path.value, `${folder}/${path.text.replace(/^(\.\/)+/, '')}`) },
    );
  }
}

/** The only WORKDIR that the Dockerfile names; undefined where there is none, or several. */
function workingFolder(files: Files): string | undefined {
  const answer = files.get('Dockerfile');
  const folders = new Set(
    typeof answer === 'string' ? [] : [...answer.text.matchAll(/^[ \t]*WORKDIR[ \t]+["']?([^\s"']+)/gim)].map(([, path = '']) => path),
  );
  const [only] = folders;
  return folders.size === 1 && only?.startsWith('/') && !only.includes('$') ? only.replace(/(?<!\/)\/+$/, '') : undefined;
}

/** `docker context create --docker host=…` (`commands/builder/remote.rb`). */
function* inRemote({ root }: Part<never, 'builder' | 'registry'>): Iterable<Finding> {
  const remote = writtenText(root, 'builder', 'remote');
  // For a local registry Kamal itself asks for ssh://.
  if (!remote || /^[a-z][a-z0-9+.-]*:\/\//i.test(remote.text) || /[\s$]/.test(remote.text)) return;
  if (isLocalRegistry(writtenText(root, 'registry', 'server')?.text ?? null)) return;
  if (writtenText(root, 'builder', 'driver')?.text.startsWith('cloud') || mayHave(certainEntry(root, 'builder')?.value, 'driver')) return;
  const user = /^[\w.-]+@[\w.-]+$/.test(remote.text);
  yield report(
    dockerPathFormat,
    remote.value.at,
    `\`builder.remote\` has no scheme, and Docker refuses it ("unable to parse docker host \`${remote.text}\`"): the build stops before it begins. Write \`ssh://${remote.text}\`.`,
    { fixes: /^[\w.@:-]+$/.test(remote.text) ? writeText(remote.value, `ssh://${remote.text}`, user) : [] },
  );
}

/** Kamal writes `linux/` before each one itself (`commands/builder/base.rb`, `platform_options`). */
function* inArch({ root }: Part<never, 'builder'>): Iterable<Finding> {
  const arch = certainEntry(root, 'builder', 'arch')?.value;
  const scalars: readonly Value[] = arch?.kind === 'list' ? arch.items : arch ? [arch] : [];
  const others = scalars.flatMap((item) => (item.kind === 'scalar' ? [item.string] : []));
  for (const item of scalars) {
    if (item.kind !== 'scalar' || !isArch(item)) continue;
    const name = item.string.replace(/^linux\//, '');
    yield report(
      dockerPathFormat,
      item.at,
      `Kamal puts \`linux/\` before the architecture itself, so Docker is asked for \`linux/${item.string}\` and refuses it: the build stops. Write \`${name}\`.`,
      { fixes: writeText(item, name, /^[a-z0-9]+(\/v\d)?$/.test(name) && !others.includes(name)) },
    );
  }
}

function isArch(item: ScalarValue): boolean {
  return item.type === 'string' && isWritten(item) && /^linux\/./.test(item.string);
}
