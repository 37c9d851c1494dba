import { entryAt } from '../../config/get.ts';
import type { ConfigEntry, ScalarValue, Value } from '../../config/value.ts';
import type { At } from '../../source/node.ts';
import { fix, mergeChanges, ownPlace, renameKey, replaceValue, scalarLike, scalarText, spanOf } from '../../edit/index.ts';
import { ownerOf, writtenProxies } from '../../deployment/proxies.ts';
import type { WrittenProxy } from '../../deployment/proxies.ts';
import { placeholder } from '../placeholder.ts';
import { report } from '../report.ts';
import { rule, type Finding, type Given } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';

/**
 * A host that no request ever matches: kamal-proxy 0.9.2 compares it with the request's host name as an exact string, or with a whole
 * first label `*` (`internal/server/service_map.go:79`). And the comma list, which works while nobody puts a blank after the comma.
 */
export const proxyHostFormat = rule({
  id: 'proxy-host-format',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A host of a proxy is written so that no request matches it',
  reads: ['roles', 'accessories', 'family'],
  keys: ['proxy'],
  *check(context) {
    for (const proxy of writtenProxies(context)) {
      const hosts = proxy.map.entries.get('hosts');
      if (hosts?.value.kind === 'list') {
        for (const item of hosts.value.items)
          if (isText(item)) yield* item.string.includes(',') ? commaItem(proxy, item) : judge(proxy, item, item.string, item.at, context);
      }
      const host = proxy.map.entries.get('host');
      if (!host || !isText(host.value)) continue;
      if (host.value.string.includes(',')) yield commaList(proxy, host, host.value, context);
      else yield* judge(proxy, host.value, host.value.string, host.value.at, context);
    }
  },
});

type App = Given<'roles' | 'accessories' | 'family', 'proxy'>;

function isText(value: Value): value is ScalarValue {
  return value.kind === 'scalar' && value.type === 'string' && value.string !== '';
}

/** What is wrong with a host, each with the words that say it. The first that fits is told. */
const faults: readonly { readonly when: RegExp; readonly what: string }[] = [
  { when: /:\/\//, what: 'holds a scheme' },
  { when: /\s/, what: 'holds a blank' },
  { when: /\//, what: 'holds a path' },
  { when: /^[^:]*:\d*$/, what: 'holds a port' },
  { when: /^[\da-f]*:[\da-f]*:[\da-f:.]*$/i, what: 'is an IPv6 address without brackets' },
  { when: /["']/, what: 'holds a quote' },
  { when: /^\./, what: 'begins with a dot' },
  { when: /\.$/, what: 'ends with a dot, which browsers leave out' },
  { when: /[^\0-\x7f]/, what: 'has letters outside ASCII, which browsers send in another spelling (`xn--…`)' },
  { when: placeholder, what: 'is a placeholder' },
  { when: /[A-Z]/, what: 'has upper-case letters, while browsers send lower-case ones' },
  { when: /^\*$/, what: 'is a bare `*`, which kamal-proxy does not take for "any host"' },
  { when: /^(?!\*\.[^*]+$).*\*/, what: 'has a `*` that is not the whole first label, as in `*.example.com`' },
];

function faultOf(host: string): string | undefined {
  return faults.find(({ when }) => when.test(host))?.what;
}

/** The name that was meant, or undefined where that takes a decision. */
function meant(host: string): string | undefined {
  if (placeholder.test(host)) return undefined;
  const name = host
    .trim()
    .replace(/^[a-z][a-z+.-]*:\/\//i, '')
    .replace(/\/.*$/s, '')
    .replace(/^([^:]*):\d*$/, '$1')
    .replaceAll(/["']/g, '')
    .toLowerCase();
  const mended = isIpv6(name) ? `[${name}]` : asciiOf(name.replace(/^\.+|(?<!\.)\.+$/g, ''));
  // What is no letter of a name stands for something: a variable of Docker Compose, a placeholder.
  return mended && /^(\*\.)?[\w.-]+$|^\[[\da-f:.]+\]$/.test(mended) && !faultOf(mended) ? mended : undefined;
}

const isIpv6 = (name: string): boolean => /^[\da-f]*:[\da-f]*:[\da-f:.]*$/.test(name);

/** The spelling that browsers send of a name with letters outside ASCII (IDNA); undefined where there is none. */
function asciiOf(name: string): string | undefined {
  if (/^[\0-\x7f]*$/.test(name)) return name;
  const [first, rest] = name.startsWith('*.') ? ['*.', name.slice(2)] : ['', name];
  try {
    return first + new URL(`http://${rest}`).hostname;
  } catch {
    return undefined;
  }
}

/** Kamal hands the item on as it is, and kamal-proxy splits it (run with 0.9.2): the names work, and one place of theirs is hard to see. */
function* commaItem(proxy: WrittenProxy, item: ScalarValue): Iterable<Finding> {
  const parts = item.string.split(',');
  const wrong = parts.find((part) => part !== '' && faultOf(part) !== undefined);
  yield wrong === undefined
    ? report(
        proxyHostFormat,
        item.at,
        `These are ${parts.length} hosts of ${ownerOf(proxy)} in one item: kamal-proxy takes them apart at the commas. Give each an item of its own, so that they are seen, and none gets a blank.`,
        { severity: 'hint' },
      )
    : report(
        proxyHostFormat,
        item.at,
        `The host \`${wrong}\` of ${ownerOf(proxy)} ${faultOf(wrong)}: no request matches it, and visitors get a 404 from kamal-proxy. Give each name an item of its own.`,
      );
}

function* judge(proxy: WrittenProxy, value: ScalarValue, host: string, at: At, context: App): Iterable<Finding> {
  const what = faultOf(host);
  // A placeholder is what `compose-interpolation` speaks of.
  if (!what || /\$\{|\$\w|\{\{|</.test(host)) return;
  const name = meant(host);
  const any =
    host === '*' ? ' Leave `host` out to take requests for any host.' : name ? ` Write \`${name}\`.` : ' Write the bare host name.';
  yield report(
    proxyHostFormat,
    at,
    `The host \`${host}\` of ${ownerOf(proxy)} ${what}: no request matches it, and visitors get a 404 from kamal-proxy.${any}`,
    {
      fixes: name ? [rewrite(value, name, isFree(name, context))] : [],
    },
  );
}

function rewrite(value: ScalarValue, name: string, preferred: boolean): Fix {
  const { node } = value;
  return fix(`Write \`${name}\``, node.at.chunk.file, (source) => {
    return [{ ...spanOf(source, node), text: scalarLike(node, name) }];
  }, preferred); // prettier-ignore
}

/** Is the name nobody's yet, so that writing it makes no duplicate? */
function isFree(name: string, { family }: App): boolean {
  return family.every(({ roles, accessories }) =>
    [...roles, ...accessories].every(({ proxy }) => proxy?.hosts.every((host) => host.name !== name) ?? true),
  );
}

function commaList(proxy: WrittenProxy, host: ConfigEntry, value: ScalarValue, context: App): Finding {
  const parts = value.string.split(',');
  const wrong = parts.filter((part) => faultOf(part) !== undefined);
  const names = [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ''))].map((part) => meant(part) ?? part);
  const file = host.key.at.chunk.file;
  const blank = wrong.find((part) => part !== part.trim());
  const preferred =
    context.family.length === 1 &&
    onlyHost(proxy, context) &&
    names.every((name) => !faultOf(name)) &&
    names.every((name) => parts.includes(name) || isFree(name, context));
  const fixes: Fix[] = value.alias
    ? []
    : [
        fix(
          'Write the names as a list: `hosts`',
          file,
          (source) => {
            const place = ownPlace(source, host.key, ...proxy.path, 'host');
            return mergeChanges(renameKey(source, place, 'hosts'), replaceValue(source, place, names.map(scalarText)));
          },
          preferred,
        ),
      ];
  if (!wrong.length) {
    return report(
      proxyHostFormat,
      value.at,
      `These are ${parts.length} hosts. This works, but a blank after the comma would become part of the next name. Write a list under \`hosts\`.`,
      {
        severity: 'hint',
        fixes,
      },
    );
  }
  const message = blank !== undefined
    ? `Kamal splits \`host\` at commas and keeps the blank: \`${blank}\` is a name that no request matches, and visitors of \`${blank.trim()}\` get a 404 from kamal-proxy. Write the names as a list under \`hosts\`.`
    : `The host \`${wrong[0]}\` of ${ownerOf(proxy)} ${faultOf(wrong[0]!)}: no request matches it, and visitors get a 404 from kamal-proxy.`; // prettier-ignore
  return report(proxyHostFormat, value.at, message, { fixes });
}

/** No other layer of the same proxy says `host`: beside it, `hosts` would be refused. */
function onlyHost(proxy: WrittenProxy, { root, roles }: App): boolean {
  if (proxy.map.entries.has('hosts')) return false;
  if (proxy.accessory) return true;
  if (proxy.role) return !entryAt(root, 'proxy', 'host');
  return roles.every(({ ownProxy }) => ownProxy?.value.kind !== 'map' || !ownProxy.value.entries.has('host'));
}
