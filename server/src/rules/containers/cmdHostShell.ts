import type { ConfigEntry } from '../../config/value.ts';
import type { Accessory, Deployment, Role } from '../../deployment/deployment.ts';
import type { Node } from '../../source/node.ts';
import { fix, ownPlace, replaceValue, scalarText } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';
import { named } from '../../deployment/services.ts';
import { certainEntry } from '../../config/certain.ts';
import type { ProxiedService } from '../../deployment/services.ts';

/** A `cmd` is appended to `docker run` as it is (`commands/app.rb`, `commands/accessory.rb`), and the server's shell reads the line first. */
export const cmdHostShell = rule({
  id: 'cmd-host-shell',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A part of `cmd` is read by the server’s shell instead of the container’s',
  reads: ['roles', 'accessories'],
  *check(app) {
    for (const { entry, owners } of commandsOf(app)) {
      const { value } = entry;
      const found = value.kind === 'scalar' && value.type === 'string' ? forTheShell(value.string) : null;
      if (!found) continue;
      yield report(
        this,
        value.at,
        `Kamal writes this \`cmd\` of ${named(owners)} into a command line on the server, whose own shell takes \`${found.text}\` first: ${effects[found.kind]} ${remedyFor(value.kind === 'scalar' ? value.string : '')}`,
        { fixes: owners.length === 1 ? inShell(entry, owners[0]!, found.kind) : [] },
      );
    }
  },
});

/** Words that begin with a dash are arguments for the image's own program: a shell needs that program in front. */
function remedyFor(cmd: string): string {
  return /^\s*-/.test(cmd)
    ? "These are only arguments for the image's own program, so put that in front and all of it into a shell: `sh -c 'PROGRAM …'`, such as `sh -c 'redis-server --requirepass \"$REDIS_PASSWORD\"'`."
    : "Put the whole command in `sh -c '…'`.";
}

type Owner = Pick<ProxiedService, 'name' | 'role'>;

/** Each command where it is written, with all that run it: several where an alias or merge key brings it. */
function commandsOf({ roles, accessories }: Pick<Deployment, 'roles' | 'accessories'>): Iterable<{ entry: ConfigEntry; owners: Owner[] }> {
  const found = new Map<Node, { entry: ConfigEntry; owners: Owner[] }>();
  const add = ({ name, map, conditional }: Role | Accessory, role: Role | null): void => {
    const entry = conditional ? undefined : certainEntry(map, 'cmd');
    if (!entry) return;
    const there = found.get(entry.value.node);
    if (there) there.owners.push({ name, role });
    else found.set(entry.value.node, { entry, owners: [{ name, role }] });
  };
  for (const role of roles) add(role, role);
  for (const accessory of accessories) add(accessory, null);
  return found.values();
}

type Kind = 'next' | 'pipe' | 'redirect' | 'background' | 'variable' | 'command';

const effects: Readonly<Record<Kind, string>> = {
  next: 'the container runs only what stands before it, and the rest runs on the server itself.',
  pipe: 'what stands behind it runs on the server itself, not in the container.',
  redirect: 'it is a file on the server, not in the container.',
  background: 'the container runs only what stands before it, and the rest runs on the server itself.',
  variable: 'it is replaced by the server’s variable, which is usually empty, and the container’s own is never seen.',
  command: 'that command runs on the server, not in the container.',
};

const operators: readonly (readonly [RegExp, Kind])[] = [
  [/^(&&|\|\||;)/, 'next'],
  [/^\|/, 'pipe'],
  [/^[<>]/, 'redirect'],
  [/^&/, 'background'],
];
const expansions: readonly (readonly [RegExp, Kind])[] = [
  [/^(\$\(|`)/, 'command'],
  [/^(\$\{[^}]*\}|\$[A-Za-z_]\w*)/, 'variable'],
];

/** The first thing that a shell would take for itself: operators outside of quotes, `$` and backticks also within double ones. */
function forTheShell(cmd: string): { text: string; kind: Kind } | null {
  if (!/[&|;<>$`]/.test(cmd)) return null;
  let quotes: '"' | "'" | null = null;
  for (let at = 0; at < cmd.length; at++) {
    const char = cmd[at]!;
    if (quotes === "'") {
      if (char === "'") quotes = null;
    } else if (char === '\\') at++;
    else if (char === '"') quotes = quotes ? null : '"';
    else if (char === "'" && !quotes) quotes = "'";
    else {
      const rest = cmd.slice(at);
      for (const [pattern, kind] of quotes ? expansions : [...operators, ...expansions]) {
        const text = pattern.exec(rest)?.[0];
        if (text) return { text, kind };
      }
    }
  }
  return null;
}

/** Preferred for a role, whose image has a shell as a rule. An accessory's image may put a program of its own before the command. */
function inShell(entry: ConfigEntry, { name, role }: Owner, kind: Kind): Fix[] {
  const { value } = entry;
  const section = role ? 'servers' : 'accessories';
  if (value.kind !== 'scalar' || value.alias) return [];
  const cmd = value.string.trim();
  // Arguments for the image's entrypoint are no command, and a lone `&` at the end would leave the container with nothing to do.
  if (/^-|&$/.test(cmd) || /\n/.test(cmd)) return [];
  // The other quotes are enough where a shell is there already.
  const quoted = /^((?:\/bin\/)?(?:ba|da|a)?sh\s+-\w*c)\s+"([^"'\\]*)"$/.exec(cmd);
  const command =
    quoted && (kind === 'variable' || kind === 'command')
      ? `${quoted[1]} '${quoted[2]}'`
      : `sh -c '${cmd.replaceAll("'", String.raw`'\''`)}'`;
  return [
    fix(
      `Run it in the container's shell: \`${command}\``,
      entry.key.at.chunk.file,
      (source) => replaceValue(source, ownPlace(source, entry.key, section, name, 'cmd'), scalarText(command)),
      role !== null,
      'unsafe',
    ),
  ];
}
