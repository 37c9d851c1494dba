import { inSteps, insertEntry, placeAt } from '../../edit/index.ts';
import type { TextChange } from '../../edit/change.ts';
import type { Source } from '../../source/source.ts';

/**
 * Turns `ssl` off for what is reached below a path of a host with TLS, and says in the same breath that its visitors' `X-Forwarded-*`
 * headers are not believed: by itself kamal-proxy goes by the service's own `ssl` (`rules/proxy/forwardedHeadersForged.ts`).
 * @param path of the `proxy` map
 * @param turnOff writes `ssl: false`
 */
export function behindTls(source: Source, path: readonly string[], turnOff: (source: Source) => readonly TextChange[]): TextChange[] {
  return inSteps(source, [
    turnOff,
    (now) => {
      const place = placeAt(now, ...path);
      if (place?.entry.value.kind !== 'map' || placeAt(now, ...path, 'forward_headers')) return [];
      return insertEntry(now, place, 'forward_headers', 'false');
    },
  ]);
}
