import { InlayHintKind, type InlayHint, type Range } from 'vscode-languageserver';
import { valueAt } from '../config/get.ts';
import type { ConfigEntry, Value } from '../config/value.ts';
import type { Deployment, Proxy, Role } from '../deployment/deployment.ts';
import { defaultAppPort } from '../deployment/proxy.ts';
import { keyAt } from '../schema/index.ts';
import { spanOf } from '../source/locate.ts';
import type { Source } from '../source/source.ts';

/** Defaults of a proxy that decide whether a deployment works, and that many do not know of. */
const MATTER: readonly { readonly path: readonly string[]; readonly says: string }[] = [
  { path: ['app_port'], says: `app_port ${defaultAppPort}` },
  { path: ['healthcheck', 'path'], says: '/up' },
  { path: ['response_timeout'], says: '30 s to answer' },
];

/**
 * What holds although nobody wrote it: the proxy's defaults behind `proxy`, and in a destination's file what the base says behind each
 * value that replaces it.
 */
export function inlayHints(source: Source, deployment: Deployment, visible: Range): InlayHint[] {
  const from = source.offsetAt(visible.start);
  const to = source.offsetAt(visible.end);
  return [...defaults(source, deployment), ...replaced(source, deployment)]
    .filter(({ offset }) => offset >= from && offset <= to)
    .map(({ offset, label, tooltip }) => ({
      position: source.position(offset),
      label,
      tooltip,
      kind: InlayHintKind.Type,
      paddingLeft: true,
    }));
}

interface Hint {
  readonly offset: number;
  readonly label: string;
  readonly tooltip: string;
}

function defaults(source: Source, deployment: Deployment): Hint[] {
  const hints: Hint[] = [];
  const root = deployment.root.entries.get('proxy');
  const users = deployment.roles.filter(({ proxied, proxy }) => proxied && proxy);
  const add = (entry: ConfigEntry | null | undefined, proxies: readonly Proxy[]): void => {
    const offset = entry ? endOfKeyLine(source, entry) : undefined;
    const says = MATTER.filter(({ path }) => proxies.every(({ map }) => !map || (!map.incomplete && !valueAt(map, ...path)))).map(
      (one) => one.says,
    );
    if (offset !== undefined && proxies.length > 0 && says.length > 0)
      hints.push({ offset, label: says.join(' · '), tooltip: 'Not written here, and so what Kamal and kamal-proxy take by themselves.' });
  };
  add(
    root,
    users.filter(({ ownProxy }) => ownProxy?.value.kind !== 'map').map(({ proxy }) => proxy!),
  );
  for (const { ownProxy, proxy } of users.filter(isOwn)) add(ownProxy, [proxy!]);
  for (const { map, proxy } of deployment.accessories) if (proxy) add(map?.entries.get('proxy'), [proxy]);
  return hints;
}

const isOwn = ({ ownProxy }: Role): boolean => ownProxy !== null;

/** Behind the colon and what stands on its line, a comment left out. */
function endOfKeyLine(source: Source, { key, value }: ConfigEntry): number | undefined {
  const span = key.at.chunk.file === source.file ? spanOf(source, key.at) : undefined;
  if (!span || (value.node.kind === 'map' && value.node.flow)) return undefined;
  const line = /^[^\n\r#]*/.exec(source.text.slice(span.to))![0].trimEnd();
  return span.to + line.length;
}

/** Scalars of a destination's file that stand in the place of another one of the base. */
function replaced(source: Source, { config, root }: Deployment): Hint[] {
  if (config.destination?.source.file !== source.file) return [];
  const hints: Hint[] = [];
  const visit = (value: Value, path: readonly string[]): void => {
    if (value.kind !== 'map') return;
    for (const entry of value.entries.values()) {
      const here = [...path, entry.name];
      const below = entry.shadows;
      const span = entry.key.at.chunk.file === source.file && entry.value.kind === 'scalar' ? spanOf(source, entry.value.at) : undefined;
      if (
        span &&
        below &&
        below.key.at.chunk.file !== source.file &&
        below.value.kind === 'scalar' &&
        below.value.string !== '' &&
        !isSecret(here)
      )
        hints.push({
          offset: span.to,
          label: `base: ${shorten(below.value.string)}`,
          tooltip: `${below.key.at.chunk.file} says \`${entry.name}: ${below.value.string}\`.`,
        });
      visit(entry.value, here);
    }
  };
  for (const entry of root.entries.values()) visit(entry.value, [entry.name]);
  return hints;
}

/** Values of the environment may be credentials: they stand where they are written, and nowhere else. */
function isSecret(path: readonly string[]): boolean {
  return path.includes('env') || path.includes('registry') || path.includes('args') || keyAt(path) === undefined;
}

const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);
