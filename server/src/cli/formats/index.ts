import type { Checked } from '../../report/checked.ts';
import { checkstyle } from './checkstyle.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { sarif } from './sarif.ts';
import { text, type Look } from '../../report/text/findings.ts';

/** How `check` can say what it found; the first is for people. */
export const formats = { text, json, github, gitlab, sarif, junit, checkstyle } as const satisfies Record<
  string,
  (checked: readonly Checked[], look: Look) => string
>;

export type Format = keyof typeof formats;
export const formatNames = Object.keys(formats) as [Format, ...Format[]];
