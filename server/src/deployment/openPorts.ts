import { certainEntry, isWritten } from '../config/certain.ts';
import { valueAt } from '../config/get.ts';
import type { ScalarValue, Value } from '../config/value.ts';
import { memoize } from '../memoize.ts';
import { datastoreOf } from './datastores.ts';
import type { Accessory, Part, Role } from './deployment.ts';
import { partsOf } from './environment.ts';
import { publishedOptions } from './publishedPorts.ts';

/** Ports at which a server is there for everybody: web, mail, names. */
const meant = new Set(['22', '25', '53', '80', '443', '465', '587', '993', '995']);

/** A port of an accessory that is open to everybody who reaches the server. */
export interface OpenPort {
  readonly accessory: Accessory;
  readonly value: ScalarValue;
  readonly port: string;
  /** `5432:5432`, as docker is told. */
  readonly published: string;
  /** What keeps its data there. */
  readonly store: string | null;
}

/** Ports that docker publishes on all addresses: by `port`, or among the options. */
export const openPorts = memoize((accessories: readonly Accessory[]): readonly OpenPort[] =>
  accessories.flatMap((accessory) => {
    const { conditional, map } = accessory;
    if (conditional || !map || !accessory.image || certainEntry(map, 'image')?.value.kind !== 'scalar' || hasOwnNetwork(accessory))
      return [];
    const store = datastoreOf(accessory.image);
    const value = certainEntry(map, 'port')?.value;
    const [, own] = (value?.kind === 'scalar' && /^(\d+)(?::\d+)?(?:\/tcp)?$/.exec(value.string)) || [];
    const options = publishedOptions(map).filter(({ published: { address, protocol } }) => address === null && protocol === 'tcp');
    return [
      ...(own === undefined ? [] : [{ value: value as ScalarValue, port: own, published: accessory.port ?? own }]),
      ...options.map(({ value, published }) => ({ value, port: published.host, published: value.string })),
    ]
      .filter(({ port }) => Number(port) <= 65535 && (store || !meant.has(port)))
      .map((one) => ({ ...one, accessory, store }));
  }),
);

/** Docker publishes nothing for a container in the network of the server. */
function hasOwnNetwork({ map }: Accessory): boolean {
  const options = valueAt(map, 'options');
  return [valueAt(map, 'network'), valueAt(options, 'network'), valueAt(options, 'net')].some(
    (network) => network !== undefined && (network.kind !== 'scalar' || !isWritten(network) || network.string === 'host'),
  );
}

/** The accessories with such ports whose container the app's variables name: their services, a line each. */
export function namedInEnv({ accessories, roles, root }: Part<'accessories' | 'roles', 'env'>): string {
  const open = openPorts(accessories);
  if (open.length === 0) return '';
  const text = envOf(roles, valueAt(root, 'env'));
  return open.flatMap(({ accessory: { service } }) => (service !== null && isNamedIn(text, service) ? [service] : [])).join('\n');
}

function isNamedIn(text: string, service: string): boolean {
  // Most are not in it at all, and an expression is dear to make.
  if (!text.includes(service)) return false;
  return new RegExp(`(^|[^\\w.-])${service.replace(/[^\w-]/g, String.raw`\$&`)}($|[^\\w.-])`, 'm').test(text);
}

/** All clear values that the app's containers see, a line each. */
const envOf = memoize((roles: readonly Role[], rootEnv: Value | undefined): string =>
  [rootEnv, ...roles.map((role) => valueAt(role.map, 'env'))]
    .flatMap((env) => (env?.kind === 'map' ? [...partsOf(env).clear.values()] : []))
    .flatMap(({ value }) => (value.kind === 'scalar' ? [value.string] : []))
    .join('\n'),
);
