import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { nodeFiles } from '../../server/src/project/node-files.ts';
import { Project } from '../../server/src/project/project.ts';
import { analyze, filesOf } from '../../server/src/project/analyze.ts';
import { read } from '../../server/src/source/read.ts';
import type { Analysis } from '../../server/src/project/analysis.ts';

const base = 'config/deploy.yml';
const hook = '.kamal/hooks/pre-deploy';
const texts = new Map([
  [base, 'service: shop\n'],
  [hook, '#!/bin/sh\ntrue\n'],
]);

function found(analysis: Analysis | undefined): string[] {
  return (analysis?.deployments ?? []).flatMap(({ findings }) =>
    findings.filter(({ rule }) => rule === 'hook-never-runs').map(({ message }) => message.slice(0, message.indexOf(':'))),
  );
}

describe('a hook that may not be executed', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hooks-'));
  after(() => rmSync(folder, { recursive: true }));
  for (const [file, text] of texts) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  const onDisk = () => new Project(nodeFiles(folder, [folder]));

  // Windows keeps no such bit, and the rule has nothing to say there.
  const expected = process.platform === 'win32' ? [] : [`The hook ${hook} is not executable`];

  it('is found on a disk', () => {
    chmodSync(path.join(folder, hook), 0o644);
    assert.deepEqual(found(onDisk().analysisOf(base)), expected);
  });

  it('is well once it may be', () => {
    chmodSync(path.join(folder, hook), 0o755);
    assert.deepEqual(found(onDisk().analysisOf(base)), []);
  });

  it('is nothing to speak of where permissions are not known', () => {
    assert.deepEqual(found(analyze({ base: read(base, texts.get(base)!), destinations: [] }, { files: filesOf(texts), kamal: null })), []);
  });
});
