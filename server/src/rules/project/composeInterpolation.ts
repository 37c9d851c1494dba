import { writtenText } from '../../config/written.ts';
import type { At } from '../../source/node.ts';
import { hostListsOf, itemsOf, type HostItem } from '../../deployment/hostList.ts';
import { writtenProxies, ownerOf } from '../../deployment/proxies.ts';
import type { Accessory, Part } from '../../deployment/deployment.ts';
import type { ListValue, MapValue, ScalarValue, Value } from '../../config/value.ts';
import { memoize } from '../../memoize.ts';
import { spanOf } from '../../source/locate.ts';
import { fix } from '../../edit/index.ts';
import { isWritten } from '../../config/certain.ts';
import { placeholderIn } from '../placeholder.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** A name that somebody wrote a placeholder into. */
interface Name {
  readonly text: string;
  readonly at: At;
  /** What it is, for the message: "a server of the role `web`". */
  readonly what: string;
}

/**
 * Docker Compose fills in `${NAME}`, Kamal only what ERB prints: in names that go to SSH, kamal-proxy or a registry such a text stays as it
 * is, or a shell on the server empties it (`configuration.rb`, `load_config_file`).
 */
export const composeInterpolation = rule({
  id: 'compose-interpolation',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A placeholder such as `${NAME}` where nothing fills it in',
  reads: ['roles', 'accessories'],
  keys: ['service', 'image', 'registry', 'proxy'],
  *check(given) {
    for (const [{ text, at, what }, ...again] of placeholdersIn(namesOf(given))) {
      const found = placeholderIn(text)!;
      const variable = /^[$]\{?(\w+)\}?$/.exec(found)?.[1];
      const erb = variable && `<%= ENV.fetch("${variable}") %>`;
      yield report(
        this,
        at,
        `\`${found}\` in ${what} is filled in by nothing: Kamal takes it as it stands, and it names nothing that exists. ${erb ? `Kamal reads this file as ERB, so write \`${erb}\` for a variable of the machine that deploys` : 'Write the name itself'}.`,
        {
          related: again.map((other) => ({ at: other.at, message: 'here, too' })),
          fixes: erb
            ? [
                fix(`Take it from the environment: \`${erb}\``, at.chunk.file, (source) =>
                  [at, ...again.map((other) => other.at)].flatMap((place) => {
                    const span = spanOf(source, place);
                    const from = span ? source.text.slice(span.from, span.to).indexOf(found) : -1;
                    return from < 0 ? [] : [{ from: span!.from + from, to: span!.from + from + found.length, text: erb }];
                  }),
                ),
              ]
            : [],
        },
      );
    }
  },
});

/** Those that hold one, each with what says the same in the same list: whoever fills in one fills in all. */
function placeholdersIn(names: Iterable<Name>): Iterable<[Name, ...Name[]]> {
  const found = new Map<string, [Name, ...Name[]]>();
  for (const name of names) {
    const key = `${name.what} ${name.text}`;
    const same = found.get(key);
    if (same) same.push(name);
    else if (placeholderIn(name.text)) found.set(key, [name]);
  }
  return found.values();
}

/** The names in which there may be a placeholder; of those of servers and accessories, the ones in which there is. */
function* namesOf(given: Part<'roles' | 'accessories', 'service' | 'image' | 'registry' | 'proxy'>): Iterable<Name> {
  const { root, accessories } = given;
  for (const [what, found] of [
    ['`service`', writtenText(root, 'service')],
    ['`image`', writtenText(root, 'image')],
    ['`registry.server`', writtenText(root, 'registry', 'server')],
    ['`registry.username`', writtenText(root, 'registry', 'username')],
  ] as const) {
    // Kamal refuses such a service, and another rule says so.
    if (found && !found.value.alias && !(what === '`service`' && found.text.includes('<')))
      yield { text: found.text, at: found.value.at, what };
  }
  for (const { list, roles } of hostListsOf(given)) {
    for (const { name, node } of suspectsIn(list)) yield { text: name, at: node.at, what: `a server of the role \`${roles[0]!.name}\`` };
  }
  for (const accessory of accessories) yield* suspectsOf(accessory);
  for (const proxy of writtenProxies(given)) {
    for (const { string, at } of hostsOf(proxy.map)) yield { text: string, at, what: `the host of the proxy of ${ownerOf(proxy)}` };
  }
}

const suspectsIn = memoize((list: ListValue): readonly HostItem[] => itemsOf(list).filter(({ name }) => placeholderIn(name) !== undefined));

const suspectsOf = memoize(({ name, map }: Accessory): readonly Name[] =>
  [
    ...['host', 'image', 'service'].flatMap((key): Name[] => {
      const found = writtenText(map, key);
      return found ? [{ text: found.text, at: found.value.at, what: `\`${key}\` of the accessory \`${name}\`` }] : [];
    }),
    ...textsIn(map?.entries.get('hosts')?.value).map(({ string, at }) => ({
      text: string,
      at,
      what: `a server of the accessory \`${name}\``,
    })),
  ].filter(({ text }) => placeholderIn(text) !== undefined),
);

const hostsOf = memoize(({ entries }: MapValue): readonly ScalarValue[] => [
  ...textsIn(entries.get('hosts')?.value),
  ...[entries.get('host')?.value].filter(isText),
]);

function textsIn(list: Value | undefined): readonly ScalarValue[] {
  return list?.kind === 'list' ? list.items.filter(isText) : [];
}

function isText(value: Value | undefined): value is ScalarValue {
  return value?.kind === 'scalar' && value.type === 'string' && isWritten(value);
}
