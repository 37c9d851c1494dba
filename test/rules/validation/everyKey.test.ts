// Each key of Kamal with values that it does not take: all that is said, and each fix with the text it leaves. `everyKey.txt` holds it; UPDATE=1 writes it anew.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { it } from 'node:test';
import { eachKey, type Path } from '../../../server/src/schema/index.ts';
import { completion } from '../../support/complete.ts';
import { edited, editsOf, findingsOf, judged } from '../../support/findings.ts';
import type { Located } from '../../support/findings.ts';

const stored = new URL('everyKey.txt', import.meta.url);
const file = 'config/deploy.yml';
/** Empty, text, a list, a map. */
const values = ['', ' "12" # one', ' [one, 2]', ' {one: two}'];
const validation = new Set(['wrong-type', 'unknown-key', 'missing-key', 'host-item']);
/** A role's and an accessory's are the root's. */
const repeated = /^(servers|accessories)\.\*\.(proxy|env|registry|logging|options)\.|^servers\.0/;

/** The lines that lead to a key, each two further in, and the value behind the last. */
function written(path: Path, value: string): string {
  const names = path.map((name, index) => (name === '*' ? (path[index - 1] === 'servers' ? 'web' : 'some') : name));
  const lines = names.map((name, depth) => `${' '.repeat(2 * depth)}${name === '0' ? '-' : `${name}:`}`).join('\n');
  return `${lines.replaceAll(/-\n +/g, '- ')}${value}\n`;
}

/** What the validation says of a value, a line each: rule, message, Kamal's own; below it each fix with the text that it leaves. */
function said(path: Path, value: string): string[] {
  const fragment = written(path, value);
  const start = completion(fragment);
  const texts = new Map([[file, start + fragment]]);
  const analysis = judged(texts);
  const shown = ({ finding: { rule, message, kamal, severity, fixes } }: Located): string => {
    const offered = fixes.map((fix) => {
      const after = edited(texts, editsOf(fix, analysis, texts) ?? new Map()).get(file)!;
      const left = after.startsWith(start) ? after.slice(start.length) : after;
      return `    ${fix.safety}${fix.preferred ? ', preferred' : ''}: ${fix.title} → ${left.trimEnd().replaceAll('\n', '⏎')}`;
    });
    return [`  ${severity} ${rule}: ${message}${kamal === undefined ? '' : ` [${kamal}]`}`, ...offered].join('\n');
  };
  return findingsOf(analysis)
    .filter(({ finding }) => validation.has(finding.rule))
    .map(shown);
}

it('what is said of each key with each kind of value', () => {
  const parts: string[] = [];
  const told = new Set<string>();
  eachKey((path) => {
    if (repeated.test(path.join('.'))) return;
    for (const value of values) {
      const fresh = said(path, value).filter((one) => !told.has(one));
      if (fresh.length > 0) parts.push(`${path.join('.')}:${value}\n${fresh.join('\n')}\n`);
      for (const one of fresh) told.add(one);
    }
  });
  const found = parts.join('');
  if (process.env['UPDATE']) writeFileSync(stored, found);
  assert.equal(found, existsSync(stored) ? readFileSync(stored, 'utf8') : '', 'read the difference; UPDATE=1 stores it');
});
