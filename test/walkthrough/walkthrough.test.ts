// The walkthrough: its pictures say what the extension says today, and what it leads to exists. `UPDATE=1` writes the pictures anew; look at them.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../../scripts/run.mjs';
import { open, planned, repair, see } from './pictures.ts';

interface Walkthrough {
  readonly id: string;
  readonly steps: readonly {
    readonly id: string;
    readonly description: string;
    readonly media: { readonly svg: string; readonly altText: string };
    readonly completionEvents: readonly string[];
  }[];
}
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  publisher: string;
  name: string;
  contributes: {
    walkthroughs: readonly Walkthrough[];
    viewsWelcome: unknown;
    commands: readonly { command: string }[];
    views: Readonly<Record<string, readonly { id: string }[]>>;
  };
};
const { publisher, name } = manifest;
const { walkthroughs, commands, views, viewsWelcome } = manifest.contributes;
const steps = walkthroughs.flatMap((one) => one.steps);
const folder = path.join(root, 'media/walkthrough');
const drawn = { open, repair, see, plan: planned };

it('the welcome leads to it', () => {
  const [, id] = /openWalkthrough\?([^)]+)\)/.exec(JSON.stringify(viewsWelcome)) ?? [];
  assert.equal(JSON.parse(decodeURIComponent(id ?? '')), `${publisher}.${name}#${walkthroughs[0]!.id}`);
});

describe('pictures', () => {
  for (const [name, draw] of Object.entries(drawn)) {
    it(name, () => {
      const file = path.join(folder, `${name}.svg`);
      const svg = draw();
      if (process.env.UPDATE) {
        mkdirSync(folder, { recursive: true });
        writeFileSync(file, svg);
      }
      assert.equal(existsSync(file) ? readFileSync(file, 'utf8') : '', svg);
      assert.ok(statSync(file).size <= 20_000);
      // The page of a walkthrough lets neither in.
      assert.doesNotMatch(svg, /<style|style=|<script|href/);
    });
  }

  it('each is in a step, and each step has one', () => {
    assert.deepEqual(
      steps.map(({ media }) => media.svg),
      Object.keys(drawn).map((name) => `media/walkthrough/${name}.svg`),
    );
    assert.deepEqual(
      readdirSync(folder).sort(),
      Object.keys(drawn)
        .map((name) => `${name}.svg`)
        .sort(),
    );
    for (const { id, media } of steps) assert.ok(media.altText.length > 20, id);
  });
});

it('what it leads to and waits for exists', () => {
  const sources = readdirSync(path.join(root, 'client/src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const registered = sources.flatMap((file) =>
    [...readFileSync(path.join(root, 'client/src', file), 'utf8').matchAll(/registerCommand\('([^']+)'/g)].map(([, command]) => command!),
  );
  const ours = new Set([
    ...commands.map(({ command }) => command),
    ...registered,
    ...Object.values(views).flatMap((all) => all.map(({ id }) => id)),
  ]);
  const named = steps.flatMap(({ description, completionEvents }) => [
    ...[...description.matchAll(/\(command:([\w.]+)/g)].map(([, command]) => command!),
    ...completionEvents.flatMap((event) => /^on(?:Command|View):(.+)$/.exec(event)?.[1] ?? []),
  ]);
  assert.ok(named.length >= 8);
  // VS Code's own are looked for in VS Code (test/editor/suite).
  assert.deepEqual(
    named.filter((one) => one.startsWith('kamal.') && !ours.has(one)),
    [],
  );
  for (const { id, completionEvents } of steps) assert.ok(completionEvents.length > 0, id);
});
