import { scalarAt } from '../../config/get.ts';
import type { ListValue } from '../../config/value.ts';
import type { Part } from '../../deployment/deployment.ts';
import type { Node } from '../../source/node.ts';
import type { Source } from '../../source/source.ts';
import { fix, insertAt, lineBreak, mergeChanges, safeFix, scalarText, spanOf } from '../../edit/index.ts';
import { addressOf } from '../../deployment/hostAddress.ts';
import type { Address } from '../../deployment/hostAddress.ts';
import { hostListsOf, itemsOf } from '../../deployment/hostList.ts';
import type { HostItem } from '../../deployment/hostList.ts';
import { memoize } from '../../memoize.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix, TextChange } from '../../edit/change.ts';
import { named } from '../../deployment/services.ts';
import { mayHave } from '../../config/certain.ts';

/**
 * SSHKit takes a login and a port out of a server's name; Kamal then asks which roles run on what is left (`role.hosts.include?(host.to_s)` in
 * `sshkit_with_ext.rb`) and finds none. Accessories are not looked up that way.
 */
export const hostFormat = rule({
  id: 'host-format',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A server with a user, port, brackets or scheme: Kamal boots nothing there',
  reads: ['roles', 'rolesIncomplete', 'accessories', 'family'],
  keys: ['ssh'],
  *check({ roles: all, family }) {
    const asked = new Map<string, Agreement | null>();
    const agreed = (file: string): Agreement | null => {
      if (!asked.has(file)) asked.set(file, agreement(family, file));
      return asked.get(file) ?? null;
    };
    for (const { list, roles } of hostListsOf({ roles: all })) {
      for (const { name, node, tags } of severalIn(list)) {
        const names = namesIn(name);
        yield report(
          this,
          node.at,
          `Kamal takes \`${name}\` for the name of one server and finds none that is called so: the deployment stops. ${advice(names)}${names.length > 1 ? ', one for each server' : ''}.`,
          { fixes: list.alias || tags.length > 0 ? [] : [split(list, node, names)] },
        );
      }
      for (const [item, address] of malformed(list)) {
        yield report(
          this,
          item.node.at,
          `${consequence(item.name, address)} ${named(roles.map((role) => ({ name: role.name, role })))} ${roles.length > 1 ? 'are' : 'is'} not deployed there${address.form === 'url' ? '' : ', and no error is shown'}. ${remedy(address)}`,
          { fixes: list.alias ? [] : fixes(item, address, agreed) },
        );
      }
    }
  },
});

/** `10.0.0.1,10.0.0.2`: several servers in one item, with commas or blanks between them; or one, `10.0.0.1,`, with such beside it. */
const severalIn = memoize((list: ListValue) =>
  itemsOf(list).filter(({ name }) => /[\s,;]/.test(name) && namesIn(name).length > 0 && namesIn(name).every(isName)),
);

function namesIn(text: string): string[] {
  return text.split(/[\s,;]+/).filter((name) => name !== '');
}

function advice(names: readonly string[]): string {
  return names.length > 1 ? `Write ${names.length} items` : `Write \`${names[0]}\``;
}

function isName(text: string): boolean {
  return /^[a-z0-9]([\w-]*[a-z0-9])?(\.[a-z0-9]([\w-]*[a-z0-9])?)+$/i.test(text);
}

function split(list: ListValue, node: Node, names: readonly string[]): Fix {
  return safeFix(advice(names), node.at.chunk.file, (source) => {
    const { from, to } = spanOf(source, node);
    const before = source.text.slice(source.text.lastIndexOf('\n', from - 1) + 1, from);
    const texts = names.map(scalarText);
    if (list.node.kind === 'list' && list.node.flow) return [{ from, to, text: texts.join(', ') }];
    return /^ *- +$/.test(before) && isEditable(node) ? [{ from, to, text: texts.join(`${lineBreak(source)}${before}`) }] : undefined;
  });
}

const malformed = memoize((list: ListValue) =>
  itemsOf(list).flatMap((item) => {
    const address = addressOf(item.name);
    return address ? [[item, address] as const] : [];
  }),
);

interface Agreement {
  /** Keys under `ssh`, with their values as YAML. */
  readonly settings: readonly (readonly [string, string])[];
  readonly items: readonly (readonly [Node, Address])[];
}

function consequence(name: string, { host, form }: Address): string {
  if (form === 'url') return `\`${name}\` is a URL, and Kamal wants the name alone: SSH does not find \`${host}\` in it, and`;
  return `Kamal connects to \`${host}\`, but then looks for the roles of a server with that name and finds none, because here it is called \`${name}\`:`;
}

function remedy({ host, user, port }: Address): string {
  const elsewhere = [
    ...(user && user !== 'root' ? [`\`ssh.user: ${user}\``] : []),
    ...(port && port !== '22' ? [`\`ssh.port: ${port}\``] : []),
  ];
  return `Write \`${bare(host)}\`${elsewhere.length ? ` and ${elsewhere.join(' and ')}` : ''}.`;
}

/** An IPv6 address in quotes: a leading colon would make a symbol of it. */
function bare(host: string): string {
  return host.includes(':') ? `"${host}"` : scalarText(host);
}

function fixes(item: HostItem, address: Address, agreed: (file: string) => Agreement | null): Fix[] {
  const { file } = item.node.at.chunk;
  const together = agreed(file);
  if (!together)
    return isEditable(item.node) ? [fix(`Write \`${bare(address.host)}\``, file, (source) => [stripped(source, item.node, address)])] : [];
  const { settings, items } = together;
  const moved = settings.map(([key, value]) => ` and \`ssh.${key}: ${value}\``).join('');
  const build = (source: Source) =>
    mergeChanges(
      ...items.map(([node, found]) => [stripped(source, node, found)]),
      // Under one new section where there is none.
      ...(settings.length > 1 && !hasSsh(source)
        ? [insertAt(source, ['ssh'], Object.fromEntries(settings))]
        : settings.map(([key, value]) => insertAt(source, ['ssh', key], value))),
    );
  return [fix(`Write ${items.length > 1 ? 'the bare names' : `\`${bare(address.host)}\``}${moved}`, file, build, true)];
}

function hasSsh(source: Source): boolean {
  return source.root?.kind === 'map' && source.root.entries.some(({ key }) => key.kind === 'scalar' && key.value === 'ssh');
}

function stripped(source: Source, node: Node, { host }: Address): TextChange {
  return { ...spanOf(source, node), text: bare(host) };
}

/**
 * The settings (as YAML) and names that leave every connection as it is: only where all servers of all destinations are reached with one user and one
 * port. Null where they are not, or where a name would come to stand for two servers.
 */
function agreement(family: readonly Part<'roles' | 'rolesIncomplete' | 'accessories', 'ssh'>[], file: string): Agreement | null {
  const items = new Map<Node, Address>();
  const writings = new Map<string, string>();
  const reached = { user: new Set<string>(), port: new Set<string>() };
  const set = { user: new Set<string>(), port: new Set<string>() };
  for (const deployment of family) {
    const { root } = deployment;
    if (
      mayHave(root, 'ssh') ||
      deployment.rolesIncomplete ||
      [...deployment.roles, ...deployment.accessories].some((one) => one.hostsIncomplete || one.conditional)
    )
      return null;
    const user = scalarAt(root, 'ssh', 'user')?.string;
    const port = scalarAt(root, 'ssh', 'port')?.string;
    if (user !== undefined) set.user.add(user);
    if (port !== undefined) set.port.add(port);
    for (const name of [
      ...deployment.roles.flatMap(({ hosts }) => hosts.map((host) => host.name)),
      ...deployment.accessories.flatMap(({ hosts }) => hosts),
    ]) {
      const address = addressOf(name);
      reached.user.add(address?.user ?? user ?? 'root');
      reached.port.add(address?.port ?? port ?? '22');
      if ((writings.get(address?.host ?? name) ?? name) !== name) return null;
      writings.set(address?.host ?? name, name);
    }
    for (const { list } of hostListsOf(deployment)) {
      for (const [{ node }, address] of malformed(list)) {
        if (list.alias || node.at.chunk.file !== file || !isEditable(node)) return null;
        items.set(node, address);
      }
    }
  }
  const settings: [string, string][] = [];
  for (const [key, usual] of [
    ['user', 'root'],
    ['port', '22'],
  ] as const) {
    const [value = usual, ...others] = reached[key];
    if (others.length) return null;
    if (set[key].size === 0 ? value !== usual : set[key].size > 1 || !set[key].has(value)) {
      if (set[key].size) return null;
      settings.push([key, key === 'port' ? value : scalarText(value)]);
    }
  }
  return { settings, items: [...items] };
}

function isEditable(node: Node): boolean {
  return node.kind === 'scalar' && node.anchor === undefined && node.tag === undefined;
}
