// Every name of the real projects gets another one and its old one back: byte for byte the same text, and in between nothing new is wrong.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { applyChanges } from '../../server/src/edit/changes.ts';
import { analyzeTexts, filesOf } from '../../server/src/project/analyze.ts';
import type { Mention, NameKind } from '../../server/src/references/mention.ts';
import { allMentions, filesOfDeployment, filesOfFamily } from '../../server/src/references/names.ts';
import { rename, type RenameScope } from '../../server/src/references/rename.ts';

const folder = path.join(import.meta.dirname, '../real');
type Texts = ReadonlyMap<string, string>;

function texts(name: string): Texts {
  const root = path.join(folder, name);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(path.join(root, file)).isFile());
  return new Map(files.map((file) => [file.split(path.sep).join('/'), readFileSync(path.join(root, file), 'utf8')]));
}

function scopeOf(files: Texts): { scope: RenameScope; findings: string } {
  const { deployments } = analyzeTexts(files);
  const family = deployments.map(({ deployment }) => deployment);
  return {
    scope: {
      files: filesOfFamily(family, filesOf(files)),
      deployments: family.map((deployment) => ({ deployment, files: filesOfDeployment(deployment, filesOf(files)) })),
    },
    findings: deployments
      .map((one) =>
        one.findings
          .map(({ rule }) => rule)
          .sort((a, b) => a.localeCompare(b))
          .join(),
      )
      .join('\n'),
  };
}

/** Names that are free, one that needs quotes in YAML where the kind can have such a one. */
const others: Readonly<Record<NameKind, readonly string[]>> = {
  role: ['other', 'no'],
  accessory: ['other', '5'],
  host: ['192.0.2.250'],
  proxyHost: ['other.example'],
  tag: ['other', 'yes'],
  secret: ['OTHER_ONE'],
  alias: ['other-one'],
  anchor: ['other'],
  destination: [],
};

function renamed(files: Texts, mention: Mention, to: string, scope: RenameScope): Texts | string {
  const result = rename(scope, mention, to);
  if ('refused' in result) return result.refused;
  return new Map([...files].map(([file, text]) => [file, applyChanges(text, result.edits.get(file) ?? [])]));
}

for (const project of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
  test(project.name, () => {
    const files = texts(project.name);
    const { scope, findings } = scopeOf(files);
    const names = new Map(
      allMentions(scope.files).flatMap((one) => (one.pattern || one.implied ? [] : [[`${one.kind} ${one.name}`, one] as const])),
    );
    let count = 0;
    for (const [what, mention] of names) {
      for (const to of others[mention.kind]) {
        const there = renamed(files, mention, to, scope);
        if (typeof there === 'string') {
          assert.match(there, /is a list, which makes it|comes from Ruby code|is there already/, `${what} → ${to}`);
          continue;
        }
        const between = scopeOf(there);
        assert.equal(between.findings, findings, `${what} → ${to}`);
        const again = allMentions(between.scope.files).find(({ kind, name, pattern }) => kind === mention.kind && name === to && !pattern)!;
        const back = renamed(there, again, mention.name, between.scope);
        if (typeof back === 'string') assert.fail(`${what} ← ${to}: ${back}`);
        for (const [file, text] of back) assert.equal(text, files.get(file), `${what} → ${to}: ${file}`);
        count++;
      }
    }
    assert.ok(count > 0, 'there is something to rename');
  });
}
