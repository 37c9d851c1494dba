// What is shown on each of the known cases, in short: `findings.txt` beside this file holds it, `UPDATE=1` writes it anew.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { it } from 'node:test';
import { analyze, analyzeTexts, filesOf } from '../../server/src/project/analyze.ts';
import { present } from '../../server/src/report/present.ts';
import type { Analysis } from '../../server/src/project/analysis.ts';
import { read } from '../../server/src/source/read.ts';
import { cases, textsOf, type Case } from './cases.ts';

const stored = new URL('findings.txt', import.meta.url);

/** The one destination, or the base alone, as the case was run. */
function analysisOf(one: Case, texts: ReadonlyMap<string, string>): Analysis {
  const base = 'config/deploy.yml';
  const whole = analyzeTexts(texts);
  if (one.destination === undefined) return whole;
  const over = `config/deploy.${one.destination}.yml`;
  const destinations = texts.has(over) ? [{ name: one.destination, source: read(over, texts.get(over)!) }] : [];
  return analyze({ base: read(base, texts.get(base) ?? ''), destinations }, { files: filesOf(texts), kamal: null });
}

/** `name: line severity rule +safe ?unsafe`: a fix that is preferred, safe or not, is marked. */
function short(one: Case): string {
  const texts = textsOf(one);
  if ([...texts.values()].some((text) => typeof text !== 'string')) return '';
  const lines: string[] = [];
  for (const list of present(analysisOf(one, texts as Map<string, string>)).values()) {
    for (const { finding, source, span, severity } of list) {
      const fix = finding.fixes.find(({ preferred }) => preferred);
      const repair = fix ? ` ${fix.safety === 'safe' ? '+' : '?'} ${fix.title}` : '';
      const file = source.file === 'config/deploy.yml' ? '' : `${source.file}:`;
      lines.push(`  ${file}${source.position(span.from).line + 1} ${severity} ${finding.rule}${repair.replaceAll('\n', '⏎')}`);
    }
  }
  return `${one.name}\n${lines.map((line) => `${line}\n`).join('')}`;
}

it('what is shown on the known cases', () => {
  const found = [...cases()].map(short).join('');
  if (process.env['UPDATE']) writeFileSync(stored, found);
  const before = existsSync(stored) ? readFileSync(stored, 'utf8') : '';
  if (found === before) return;
  const was = new Set(before.split(/^(?=\S)/m));
  const changed = found.split(/^(?=\S)/m).filter((one) => !was.has(one));
  assert.fail(`UPDATE=1 stores what is new:\n${changed.slice(0, 20).join('')}`);
});
