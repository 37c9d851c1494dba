import type { ScalarValue, Value } from '../../config/value.ts';
import { fix, quote } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { named, servicesOf } from '../../deployment/services.ts';
import { isWritten, certainEntry } from '../../config/certain.ts';
import type { ProxiedService } from '../../deployment/services.ts';

/** Kamal means to check these addresses but looks under `proxy.bind_ips` (`validator/proxy.rb`), so docker is the first to read them. */
export const bindIpInvalid = rule({
  id: 'bind-ip-invalid',
  severity: 'warning',
  kind: 'deployment',
  summary: '`proxy.run.bind_ips` names something that is no IP address',
  reads: ['roles', 'accessories'],
  *check(app) {
    const hit = new Map<Value['node'], { item: ScalarValue; services: ProxiedService[] }>();
    for (const service of servicesOf(app)) {
      const list = certainEntry(service.map, 'run', 'bind_ips')?.value;
      for (const item of list?.kind === 'list' ? list.items : []) {
        if (item.kind !== 'scalar' || item.value === null || !isWritten(item) || isAddress(item)) continue;
        const there = hit.get(item.node);
        if (there) there.services.push(service);
        else hit.set(item.node, { item, services: [service] });
      }
    }
    for (const { item, services } of hit.values()) {
      const { node } = item;
      const written = node.kind === 'scalar' ? node.text : item.string;
      const symbol = item.type === 'symbol' && node.kind === 'scalar' && isIPv6(written) ? node : null;
      yield report(
        this,
        item.at,
        symbol
          ? `Ruby reads \`${written}\` without quotes as a symbol, and its first colon is lost: docker refuses \`${item.string}\` as an address and kamal-proxy does not start (${named(services)}). Put it in quotes.`
          : `\`${item.string}\` is no IP address: docker refuses to publish ports on it, and kamal-proxy does not start on the servers of ${named(services)}. Write the address of a network interface, such as \`10.0.0.5\` or \`"::1"\`.`,
        { fixes: symbol ? [fix(`Quote \`${written}\``, item.at.chunk.file, (source) => quote(source, symbol), true)] : [] },
      );
    }
  },
});

function isAddress({ type, string }: ScalarValue): boolean {
  return type === 'string' && (isIPv4(string) || isIPv6(string.replace(/^\[(.*)\]$/, '$1')));
}

function isIPv4(text: string): boolean {
  return (
    /^(\d{1,3}\.){3}\d{1,3}$/.test(text) && text.split('.').every((part) => Number(part) <= 255 && (part === '0' || !part.startsWith('0')))
  );
}

/** Groups of up to four hex digits, eight of them or fewer with one `::`; the last two may be an IPv4 address, and a zone may follow. */
function isIPv6(text: string): boolean {
  const [address = '', zone] = text.split('%', 2);
  const v4 = /^(.*:)(\d+\.[\d.]+)$/.exec(address);
  if (zone === '' || (v4 && !isIPv4(v4[2]!))) return false;
  const halves = (v4 ? `${v4[1]}0:0` : address).split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (halves.length > 2 || !address.includes(':') || !groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  return halves.length === 2 ? groups.length < 8 : groups.length === 8;
}
