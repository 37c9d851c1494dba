/** What a container is started with, each kind as the list of its values, so that two containers are compared kind by kind. */
export const settingNames = [
  'image',
  'cmd',
  'env',
  'secretEnv',
  'volumes',
  'labels',
  'ports',
  'networks',
  'options',
  'logging',
  'restart',
] as const;
export type SettingName = (typeof settingNames)[number];
export type Settings = Readonly<Record<SettingName, readonly string[]>>;

/** Stands for what only ERB tells: it may be anything, so it differs from nothing. */
export const unknown = '\u0000';

/** Which settings of two containers differ; those of which a part is unknown do not. */
export function differences(one: Settings, other: Settings): SettingName[] {
  return settingNames.filter((name) => !sameList(one[name], other[name]));
}

/** The same values, in any order, as far as they are known. */
export function sameList(one: readonly string[], other: readonly string[]): boolean {
  const [left, right] = [without(one, other), without(other, one)];
  // A value that is wholly unknown may be any number of others.
  if ([...left, ...right].includes(unknown)) return true;
  return left.length === right.length && left.every((value) => right.some((candidate) => mayBe(value, candidate)));
}

function without(list: readonly string[], taken: readonly string[]): string[] {
  const rest = [...taken];
  return list.filter((value) => {
    const at = rest.indexOf(value);
    if (at !== -1) rest.splice(at, 1);
    return at === -1;
  });
}

/** Equal up to what is unknown in one of them. */
function mayBe(one: string, other: string): boolean {
  const known = Math.min(...[one, other].map((text) => text.indexOf(unknown)).filter((at) => at !== -1));
  return known !== Infinity && one.slice(0, known) === other.slice(0, known);
}
