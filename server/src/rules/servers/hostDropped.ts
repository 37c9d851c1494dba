import type { ListValue, ScalarValue } from '../../config/value.ts';
import type { Role } from '../../deployment/deployment.ts';
import { hostListsOf } from '../../deployment/hostList.ts';
import { addressOf } from '../../deployment/hostAddress.ts';
import { memoize } from '../../memoize.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { isOwn, quoteIt } from '../fixes/scalarFixes.ts';
import { named } from '../../deployment/services.ts';
import { isWritten } from '../../config/certain.ts';

/** `validate_servers!` takes numbers, booleans and symbols for text, and `Role#tagged_hosts` makes servers of strings and maps only. */
export const hostDropped = rule({
  id: 'host-dropped',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A server that YAML does not read as text, and that Kamal drops without a word',
  reads: ['roles'],
  *check({ roles: all }) {
    for (const { list, roles } of hostListsOf({ roles: all })) {
      for (const item of droppedFrom(list)) {
        const text = item.node.kind === 'scalar' ? item.node.text : item.string;
        yield report(
          this,
          item.at,
          `YAML reads \`${text}\` as ${seen(item, text)}, and Kamal makes servers of text only: it drops this one without a word, and ${named(roles.map((role) => ({ name: role.name, role })))} ${roles.length > 1 ? 'are' : 'is'} not deployed there. Put it in quotes.`,
          { fixes: isOwn(item) ? quoteIt(item.node, isPlainServer(text) && roles.every(hasRoom)) : [] },
        );
      }
    }
  },
});

const droppedFrom = memoize(({ items }: ListValue) =>
  items.filter((item): item is ScalarValue => item.kind === 'scalar' && item.type in words && isWritten(item)),
);

const words: Readonly<Partial<Record<ScalarValue['type'], string>>> = {
  integer: 'the number',
  float: 'the number',
  boolean: 'the boolean',
  symbol: 'the Ruby symbol',
};

function seen({ type, string }: ScalarValue, text: string): string {
  const value = type === 'symbol' ? `:${string}` : string;
  const article = words[type] ?? '';
  return value === text ? article.replace(/^the/, 'a') : `${article} \`${value}\``;
}

function isPlainServer(text: string): boolean {
  return addressOf(text) === null;
}

/**
 * Is one more server no mistake of its own? Automatic TLS takes one only (`ensure_one_host_for_ssl_roles`), and a role that has run nowhere so far
 * may not be ready to.
 */
function hasRoom({ proxy, hosts, primary, cmd }: Role): boolean {
  if (hosts.length === 0) return primary || cmd !== null;
  return !proxy || proxy.ssl === false || proxy.customCertificate;
}
