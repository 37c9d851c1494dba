import { distance } from 'fastest-levenshtein';
import { writtenText } from '../../config/written.ts';
import { isWritten } from '../../config/certain.ts';
import { valueAt } from '../../config/get.ts';
import type { ScalarValue } from '../../config/value.ts';
import type { Accessory, Deployment } from '../../deployment/deployment.ts';
import { variablesWhere } from '../../references/variables.ts';
import { datastoreImage } from '../../schema/datastoreImages.ts';
import { fix } from '../../edit/index.ts';
import type { Fix } from '../../edit/change.ts';
import { spanOf } from '../../source/locate.ts';
import { report } from '../report.ts';
import { rule, type Finding, type RuleInfo } from '../rule.ts';

/** Variables that lead to a host; what an accessory is told about itself is another matter. */
const leading = variablesWhere(
  ({ name, value, conditional }) =>
    !conditional && value.kind === 'scalar' && value.type === 'string' && isWritten(value) && addressIn(name, value.string) !== undefined,
  ({ path }) => path[0] !== 'accessories',
);

/** Containers find each other by the container's name in the network `kamal`: `<service>-<accessory>` unless `service` says otherwise (`configuration/accessory.rb`). */
export const accessoryHostName = rule({
  id: 'accessory-host-name',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A variable leads the app to an accessory by a name under which it does not answer',
  reads: ['roles', 'accessories', 'service'],
  looks: { leading },
  *check(app) {
    const reachable = app.accessories.filter((one) => !one.conditional && one.service !== null && isInKamal(one));
    if (reachable.length === 0 || app.roles.some(({ map }) => valueAt(map, 'options', 'network') !== undefined)) return;
    for (const { entry } of app.leading) {
      const { name, value } = entry;
      const address = value.kind === 'scalar' ? addressIn(name, value.string) : undefined;
      if (address && value.kind === 'scalar') yield* judge(this, name, value, address, reachable, app);
    }
  },
});

interface Address {
  readonly host: string;
  readonly port: number | undefined;
  /** Where the host stands in the value. */
  readonly from: number;
}

/** The host in a URL, or the value itself where the variable's name says that it is one. */
function addressIn(name: string, value: string): Address | undefined {
  const url = /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/\s]*@)?([\w.-]+)(?::(\d+))?(?=[/?#]|$)/i.exec(value);
  if (url)
    return {
      host: url[1]!,
      port: url[2] ? Number(url[2]) : undefined,
      from: url[0].length - (url[2] ? url[2].length + 1 : 0) - url[1]!.length,
    };
  if (!/(^|_)(HOST|HOSTNAME|SERVER|ADDR|ADDRESS)$/.test(name)) return undefined;
  const plain = /^([\w.-]+)(?::(\d+))?$/.exec(value);
  return plain ? { host: plain[1]!, port: plain[2] ? Number(plain[2]) : undefined, from: 0 } : undefined;
}

function* judge(
  info: RuleInfo,
  name: string,
  value: ScalarValue,
  address: Address,
  accessories: readonly Accessory[],
  { service }: Pick<Deployment, 'service'>,
): Iterable<Finding> {
  const { host } = address;
  if (accessories.some((one) => one.service === host || aliasesOf(one).includes(host))) return;
  if (/^(localhost|127\.0\.0\.1|::1|0\.0\.0\.0)$/.test(host)) {
    const meant = accessories.filter((one) => leadsTo(name, address, one));
    const [only] = meant;
    if (only && meant.length === 1)
      yield report(
        info,
        value.at,
        `\`${host}\` in \`${name}\` is the app's own container, where no ${datastoreImage(only.image ?? '')?.label ?? 'such server'} runs: the accessory \`${only.name}\` answers as \`${only.service}\`. Write \`${only.service}\`.`,
        { fixes: rewrite(value, address, only.service!) },
      );
    return;
  }
  const short = accessories.find((one) => one.name === host);
  if (short) {
    yield report(
      info,
      value.at,
      `No container answers as \`${host}\`: the accessory \`${short.name}\` is called \`${short.service}\` on its server, and \`${name}\` leads nowhere. Write \`${short.service}\`.`,
      { fixes: rewrite(value, address, short.service!) },
    );
    return;
  }
  if (host.includes('.') || host === service || !host.includes('-')) return;
  const near = accessories.find((one) => distance(one.service!, host) <= 2);
  if (near)
    yield report(info, value.at, `No accessory is called \`${host}\`, to which \`${name}\` leads. Did you mean \`${near.service}\`?`, {
      severity: 'hint',
      fixes: rewrite(value, address, near.service!),
    });
}

/** Does the variable speak of this kind of datastore, on its port? */
function leadsTo(name: string, { port }: Address, { image }: Accessory): boolean {
  const known = image === null ? undefined : datastoreImage(image);
  if (!known || (port !== undefined && port !== known.port)) return false;
  return name.split('_').some((word) => known.words.includes(word));
}

function isInKamal({ map }: Accessory): boolean {
  const network = valueAt(map, 'network');
  return network === undefined || (network.kind === 'scalar' && network.string === 'kamal');
}

function aliasesOf({ map }: Accessory): readonly string[] {
  const alias = valueAt(map, 'options', 'network-alias');
  const all = alias?.kind === 'list' ? alias.items : alias ? [alias] : [];
  return [...all.map((one) => (one.kind === 'scalar' ? one.string : '')), writtenText(map, 'options', 'hostname')?.text ?? ''];
}

function rewrite(value: ScalarValue, { host, from }: Address, to: string): Fix[] {
  if (value.alias || value.node.kind !== 'scalar' || value.node.style === 'block') return [];
  return [
    fix(`Write \`${to}\``, value.at.chunk.file, (source) => {
      const span = spanOf(source, value.at);
      if (!span) return undefined;
      const at = source.text.slice(span.from, span.to).indexOf(host, Math.max(0, from - 1));
      return at < 0 ? undefined : [{ from: span.from + at, to: span.from + at + host.length, text: to }];
    }),
  ];
}
