import type { ConfigEntry, MapValue, Value } from '../../config/value.ts';
import { isCredential } from '../../files/credential.ts';
import type { Analysis } from '../../project/analysis.ts';
import type { Deployment } from '../../deployment/deployment.ts';
import { additions, hangs } from '../describe.ts';
import { bullets, code, codes, paragraphs } from '../markdown.ts';
import type { HoverContext } from './hoverContext.ts';
import { where } from './where.ts';

/** Over a `proxy`: what kamal-proxy is told for the role after the merge of root, role and destination, and where each setting is written. */
export function describeMergedProxy({ analysis, judged: { deployment }, spot: { path, on } }: HoverContext): string {
  const [root, name, key] = path;
  if (on !== 'key') return '';
  const role =
    root === 'proxy' && path.length === 1
      ? deployment.primaryRole.role
      : root === 'servers' && key === 'proxy' && path.length === 3
        ? deployment.roles.find((one) => one.name === name)
        : undefined;
  const map = role?.proxy?.map;
  if (!role || !role.proxied || !map) return '';
  return paragraphs(`For ${code(role.name)} kamal-proxy is told:`, bullets(...settings({ analysis, deployment }, map, '', 0)));
}

interface Asked {
  readonly analysis: Analysis;
  readonly deployment: Deployment;
}

function settings(asked: Asked, map: MapValue, above: string, depth: number): string[] {
  return [...map.entries.values()].flatMap((entry) => {
    const name = `${above}${entry.name}`;
    // Deeper than Kamal's own settings only a map goes that contains itself.
    if (entry.value.kind === 'map' && depth < 3) return settings(asked, entry.value, `${name}.`, depth + 1);
    const { analysis, deployment } = asked;
    return [
      `${code(name)}: ${entry.conditional ? hangs(deployment) : shown(entry.value, deployment)} (${where(analysis, entry.key.at)}${overs(analysis, entry)})`,
    ];
  });
}

function overs(analysis: Analysis, { shadows }: ConfigEntry): string {
  return shadows ? `, over ${where(analysis, shadows.key.at)}` : '';
}

function shown(value: Value, deployment: Deployment): string {
  // A certificate may stand here itself.
  if (value.conditional || value.kind === 'unknown') return hangs(deployment);
  if (value.kind === 'scalar') return isCredential(value.string) || value.string.includes('\n') ? '…' : code(value.string);
  if (value.kind === 'map') return '…';
  const items = value.items.flatMap((item) => (item.kind === 'scalar' && !item.conditional ? [item.string] : []));
  const more = value.incomplete || value.items.some((item) => item.conditional || item.kind === 'unknown') ? [additions(deployment)] : [];
  return [...(items.length > 0 ? [codes(items)] : []), ...more].join(' and ');
}
