import { layerOf } from '../../../config/config.ts';
import { valueAt } from '../../../config/get.ts';
import type { Value } from '../../../config/value.ts';
import { scalarText } from '../../../edit/scalar.ts';
import { literal } from '../candidate.ts';
import type { Piece } from '../piece.ts';
import type { CompletionRequest } from '../request.ts';

/** What a new destination usually overrides, in the forms that its base has: the servers of each role, the host name of the app. */
export function destinationPiece({ base, destination = 'staging' }: CompletionRequest): Piece | undefined {
  const document = base && layerOf(base).document;
  if (!document) return undefined;
  const stops = new Stops();
  const lines = [...servers(valueAt(document, 'servers'), stops), ...proxy(valueAt(document, 'proxy'), destination, stops)];
  if (lines.length === 0) return undefined;
  return {
    label: 'what a destination overrides',
    filter: 'destination',
    detail: `Servers and host name of ${destination}, over those of the base`,
    lines: [...lines, ''],
  };
}

class Stops {
  private last = 0;

  /** A placeholder with a text to replace. */
  next(text: string): string {
    return `\${${++this.last}:${literal(text)}}`;
  }
}

function servers(value: Value | undefined, stops: Stops): string[] {
  let last = 20;
  const host = (): string => stops.next(`192.0.2.${last++}`);
  if (value?.kind === 'list') return ['servers:', `  - ${host()}`];
  const roles = value?.kind === 'map' ? [...value.entries.values()] : [];
  if (roles.length === 0) return ['servers:', '  web:', `    - ${host()}`];
  const each = roles.flatMap(({ name, value: role }) => {
    const key = `  ${literal(scalarText(name))}:`;
    return role.kind === 'map' ? [key, '    hosts:', `      - ${host()}`] : [key, `    - ${host()}`];
  });
  return ['servers:', ...each];
}

function proxy(value: Value | undefined, destination: string, stops: Stops): string[] {
  const host = valueAt(value, 'host');
  if (host?.kind === 'scalar') return ['proxy:', `  host: ${stops.next(`${destination}.${host.string}`)}`];
  const hosts = valueAt(value, 'hosts');
  const first = hosts?.kind === 'list' ? hosts.items[0] : undefined;
  return first?.kind === 'scalar' ? ['proxy:', '  hosts:', `    - ${stops.next(`${destination}.${first.string}`)}`] : [];
}
