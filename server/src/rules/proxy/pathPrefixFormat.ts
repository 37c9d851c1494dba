import { scalarText, spanOf, fix } from '../../edit/index.ts';
import type { ScalarValue, Value } from '../../config/value.ts';
import { ownerOf, writtenProxies, type WrittenProxy } from '../../deployment/proxies.ts';
import { report } from '../report.ts';
import { rule, type Finding } from '../rule.ts';

/** kamal-proxy 0.9.2 compares prefixes with the decoded path letter by letter, and takes any text for one (run, `docs/kamal-proxy.md` 2). */
export const pathPrefixFormat = rule({
  id: 'path-prefix-format',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A path prefix is written so that no request matches it',
  reads: ['roles', 'accessories'],
  keys: ['proxy'],
  *check(given) {
    for (const proxy of writtenProxies(given)) {
      for (const value of written(proxy)) yield* judge(proxy, value);
    }
  },
});

function written({ map }: WrittenProxy): readonly ScalarValue[] {
  const list = map.entries.get('path_prefixes')?.value;
  const values: readonly Value[] = list?.kind === 'list' ? list.items : [];
  const one = map.entries.get('path_prefix')?.value;
  return [...values, ...(one ? [one] : [])].filter((value): value is ScalarValue => value.kind === 'scalar' && value.type === 'string');
}

/** What is wrong with a prefix, each with the words that say it. The first that fits is told. */
const faults: readonly { readonly when: RegExp; readonly what: string }[] = [
  { when: /:\/\//, what: 'is a whole URL' },
  { when: /\s/, what: 'holds a blank' },
  { when: /\*/, what: 'holds a `*`, which is no wildcard here: a prefix takes all paths below it by itself' },
  { when: /[?#]/, what: 'holds a query or fragment, and only the path is compared' },
  { when: /[^/]\/\/+[^/]/, what: 'holds an empty part between two slashes' },
];

const faultOf = (prefix: string): string | undefined => faults.find(({ when }) => when.test(prefix))?.what;

/** The prefix that was meant; undefined where that takes a decision. */
function meant(prefix: string): string | undefined {
  const path = prefix
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '')
    .replace(/[?#].*$/s, '')
    .replace(/(?:\/|(?<![/*]))\*+$/, '')
    .replace(/\/{2,}/g, '/');
  return path !== '' && path !== '/' && !faultOf(path) ? path : undefined;
}

function* judge(proxy: WrittenProxy, value: ScalarValue): Iterable<Finding> {
  // `path_prefix` is split at commas, and kamal-proxy splits what is left: a blank after one belongs to the prefix.
  const parts = value.string.split(',');
  const wrong = parts.find((part) => part !== '' && faultOf(part) !== undefined);
  if (wrong === undefined) return;
  const all = parts.filter((part) => part.trim() !== '').map((part) => (faultOf(part) ? meant(part) : part));
  const mended = all.every((part) => part !== undefined) ? all.join(',') : undefined;
  const { node } = value;
  const right = meant(wrong);
  yield report(
    pathPrefixFormat,
    value.at,
    `The path prefix \`${wrong}\` of ${ownerOf(proxy)} ${faultOf(wrong)}: kamal-proxy takes it and no request matches it, so visitors get a 404. ${right ? `Write \`${right}\`.` : 'Write the path alone, such as `/api`.'}`,
    {
      fixes:
        mended && !value.alias && node.kind === 'scalar' && node.style !== 'block'
          ? [fix(`Write \`${mended}\``, node.at.chunk.file, (source) => [{ ...spanOf(source, node), text: scalarText(mended) }])]
          : [],
    },
  );
}
