import type { MapValue } from '../../config/value.ts';
import type { Part } from '../../deployment/deployment.ts';
import type { TextChange } from '../../edit/change.ts';
import type { Source } from '../../source/source.ts';
import { CannotEdit, fix, insertEntry, mergeChanges, ownPlace, placeAt, removeEntry, replaceValue, wrapValue } from '../../edit/index.ts';
import type { EntryPlace } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';
import type { WrongType } from '../validation/problem.ts';
import { blankBehindColon } from '../validation/wrongTypeFixes.ts';
import { indentFixes, mapAround } from '../validation/unindented.ts';
import { halfTyped, kindOf } from '../validation/words.ts';

/**
 * A `proxy` that is no map where Kamal wants one (`validator/proxy.rb`, `configuration/proxy.rb`): `true` and `false` say something on a
 * role, `false` on an accessory, and neither on the root, although the root's own validator lets them through.
 */
export const proxyNotAMap = rule({
  id: 'proxy-not-a-map',
  severity: 'error',
  kind: 'kamal',
  summary: '`proxy` is empty, or a boolean where only a role may have one',
  reads: ['problems', 'roles', 'primaryRole'],
  keys: ['servers'],
  *check({ problems, ...deployment }) {
    for (const problem of problems) {
      if (problem.kind !== 'type' || !isProxy(problem)) continue;
      const half = problem.entry && halfTyped(problem.entry.key, problem.value, problem.words);
      yield report(this, problem.at, half ?? message(problem, deployment), {
        kamal: problem.kamal,
        refused: !problem.value.conditional,
        fixes: half ? [] : fixesFor(problem, deployment, mapAround(problem, problems)),
      });
    }
  },
});

type App = Part<'roles' | 'primaryRole', 'servers'>;

/** Is this problem the rule's, and so not one of `wrong-type`? */
export function isProxy({ path }: WrongType): boolean {
  if (path.at(-1) !== 'proxy') return false;
  return path.length === 1 || (path.length === 3 && (path[0] === 'servers' || path[0] === 'accessories'));
}

function message({ path, value }: WrongType, deployment: App): string {
  const refused = 'Kamal refuses to load the file.';
  const off = value.kind === 'scalar' && value.value === false;
  const empty = value.kind === 'scalar' && value.value === null;
  if (path.length === 1) {
    if (off)
      return `The root's \`proxy\` cannot be switched off: ${refused} Say \`proxy: false\` on the role${deployment.primaryRole.role ? ` \`${deployment.primaryRole.name}\`` : ''} instead.`;
    if (empty)
      return `The root's \`proxy\` is empty: ${refused} Remove it (the primary role takes web traffic all the same), or name a setting such as \`host\`.`;
    return `The root's \`proxy\` must be a map of settings, but this is ${kindOf(value, path)}: ${refused} Remove it, or name a setting such as \`host\`.`;
  }
  const accessory = path[0] === 'accessories';
  const owner = `${accessory ? 'accessory' : 'role'} \`${path[1]}\``;
  const instead = accessory
    ? 'Give it settings such as `host` and `app_port`, or remove it.'
    : 'Say `true`, `false` or a map of settings, or remove it.';
  return `The \`proxy\` of the ${owner} ${empty ? 'is empty' : `must be a map of settings, but this is ${kindOf(value, path)}`}: ${refused} ${instead}`;
}

function fixesFor({ path, value, entry }: WrongType, deployment: App, around: MapValue | undefined): Fix[] {
  if (!entry || value.kind !== 'scalar' || value.alias) return [];
  const file = entry.key.at.chunk.file;
  const place = (source: Source) => ownPlace(source, entry.key, ...path);
  const isEmpty = value.value === null;
  const indent = isEmpty ? indentFixes(around, entry.key, path) : [];
  if (indent.length > 0) return indent;
  const blank = blankBehindColon(value);
  if (blank) return [blank];
  // An empty key may be one that is being typed.
  const remove = (title: string, preferred = false) =>
    fix(
      title,
      file,
      (source) => removeEntry(source, place(source), { emptied: '{}' }),
      preferred,
      preferred && !isEmpty ? 'safe' : 'unsafe',
    );
  if (path.length === 1) {
    if (value.value === false)
      return [intoPrimary(file, place, deployment), remove("Remove the root's `proxy`: the primary role takes web traffic")].filter(
        (one) => one !== null,
      );
    return isEmpty || value.value === true ? [remove("Remove the root's `proxy`", true)] : [];
  }
  if (path[0] === 'accessories')
    return [fix('Switch it off: `proxy: false`', file, (source) => replaceValue(source, place(source), 'false')), remove('Remove `proxy`')];
  const primary = deployment.roles.find(({ name }) => name === path[1])?.primary === true;
  return [
    fix('Take web traffic: `proxy: true`', file, (source) => replaceValue(source, place(source), 'true'), primary && isEmpty, 'unsafe'),
    fix('Take none: `proxy: false`', file, (source) => replaceValue(source, place(source), 'false')),
    remove(`Remove \`proxy\`: ${primary ? 'the primary role takes web traffic' : 'the role takes no web traffic'}`),
  ];
}

/** Moves the root's `proxy: false` to the primary role, which it must have meant; null where there is none in this file. */
function intoPrimary(file: string, place: (source: Source) => EntryPlace, { primaryRole, root }: App): Fix | null {
  const { role } = primaryRole;
  const servers = root.entries.get('servers');
  if (!role || !servers || role.conditional || role.value.alias || role.ownProxy || (role.entry ?? servers).key.at.chunk.file !== file)
    return null;
  const setOff = (source: Source): TextChange[] => {
    const off = { key: 'proxy', value: 'false' } as const;
    const at = placeAt(source, ...(role.entry ? ['servers', role.name] : ['servers']));
    if (!at) throw new CannotEdit('the role stands elsewhere');
    if (at.entry.value.kind === 'map') return insertEntry(source, at, off.key, off.value);
    return wrapValue(source, at, role.entry ? ['hosts'] : [role.name, 'hosts'], off);
  };
  return fix(
    `Say \`proxy: false\` on the primary role \`${role.name}\``,
    file,
    (source) => mergeChanges(removeEntry(source, place(source)), setOff(source)),
    true,
  );
}
