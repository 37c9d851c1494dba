import { isBlank, valueAt } from '../../config/get.ts';
import type { MapValue } from '../../config/value.ts';
import { fix, insertEntry, ownPlace, placeAt, replaceValue, scalarText } from '../../edit/index.ts';
import { ownerOf, writtenProxies } from '../../deployment/proxies.ts';
import type { WrittenProxy } from '../../deployment/proxies.ts';
import { report } from '../report.ts';
import { rule, type Finding } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';

const other = { certificate_pem: 'private_key_pem', private_key_pem: 'certificate_pem' } as const;
type Pem = keyof typeof other;
const pems: readonly Pem[] = ['certificate_pem', 'private_key_pem'];
const words = { certificate_pem: 'certificate', private_key_pem: 'private key' } as const;

/** A certificate without its key, or a key without its certificate (`validator/proxy.rb`). */
export const certificateIncomplete = rule({
  id: 'certificate-incomplete',
  severity: 'error',
  kind: 'kamal',
  summary: 'A certificate without its private key, or the other way round',
  reads: ['roles', 'accessories'],
  keys: ['proxy'],
  *check(app) {
    for (const proxy of writtenProxies(app)) {
      const ssl = valueAt(proxy.map, 'ssl');
      if (ssl?.kind !== 'map' || ssl.incomplete) continue;
      yield* unread(ssl);
      for (const has of pems) {
        const entry = ssl.entries.get(has);
        if (!entry || entry.value.kind === 'unknown' || isBlank(entry.value) || !isBlank(valueAt(ssl, other[has]))) continue;
        yield report(
          this,
          entry.key.at,
          `The proxy of ${ownerOf(proxy)} names a ${words[has]} and no ${words[other[has]]}: Kamal refuses to load the file. Add \`${other[has]}:\` with the name of the secret that holds it.`,
          {
            kamal: `${proxy.context}: Missing ${other[has]} setting (required when ${has} is present)`,
            refused: !entry.conditional && !entry.value.conditional && !ssl.conditional && !proxy.entry.conditional,
            fixes: fixesFor(proxy, ssl, has),
          },
        );
      }
    }
  },
});

/** Whatever else stands under `ssl` nobody looks at, the validator neither; the map alone switches TLS on (`configuration/proxy.rb`). */
function* unread({ entries }: MapValue): Iterable<Finding> {
  const [first, ...others] = [...entries.values()].filter(({ name, conditional }) => !pems.some((pem) => pem === name) && !conditional);
  if (!first) return;
  yield report(
    certificateIncomplete,
    first.key.at,
    `Under \`ssl\` Kamal reads \`certificate_pem\` and \`private_key_pem\` alone, each the name of a secret that holds the text: \`${first.name}\` has no effect${
      pems.some((pem) => entries.has(pem)) ? '' : ', and kamal-proxy orders a certificate itself'
    }.`,
    { severity: 'warning', refused: false, related: others.map(({ key, name }) => ({ at: key.at, message: `\`${name}\` neither` })) },
  );
}

function fixesFor(proxy: WrittenProxy, ssl: MapValue, has: Pem): Fix[] {
  const entry = ssl.entries.get(has)!;
  const file = entry.key.at.chunk.file;
  const missing = other[has];
  const secret = secretFor(entry.value.kind === 'scalar' ? entry.value.string : '', missing);
  const path = [...proxy.path, 'ssl'];
  return [
    fix(`Add \`${missing}: ${secret}\``, file, (source) => {
      const after = ownPlace(source, entry.key, ...path, has);
      const empty = placeAt(source, ...path, missing);
      return empty
        ? replaceValue(source, empty, scalarText(secret))
        : insertEntry(source, after.map, missing, scalarText(secret), { after: after.entry });
    }),
    fix('Let kamal-proxy fetch a certificate itself: `ssl: true`', file, (source) => {
      const { parent } = ownPlace(source, entry.key, ...path, has);
      return parent ? replaceValue(source, parent, 'true') : undefined;
    }),
  ];
}

/**
 * The secret that probably belongs to the other one: `CERTIFICATE_PEM` beside `PRIVATE_KEY_PEM`. What is no name may be the key itself, which
 * is never repeated.
 */
function secretFor(name: string, missing: Pem): string {
  if (!/^\w+$/.test(name)) return missing.toUpperCase();
  const renamed =
    missing === 'private_key_pem' ? name.replace(/CERT(IFICATE)?/, 'PRIVATE_KEY') : name.replace(/(PRIVATE_)?KEY/, 'CERTIFICATE');
  return renamed && renamed !== name ? renamed : missing.toUpperCase();
}
