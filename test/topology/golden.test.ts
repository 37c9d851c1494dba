// The twenty projects as pictures and charts, in `golden/`. `UPDATE=1` writes them anew; look at what changed before it is kept.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { it } from 'node:test';
import { mermaid } from '../../server/src/topology/mermaid.ts';
import { layout } from '../../server/src/topology/picture/layout.ts';
import { svg } from '../../server/src/topology/picture/svg.ts';
import { topologyOf } from '../../server/src/topology/topology.ts';
import { realDeployments } from './projects.ts';

const folder = new URL('golden/', import.meta.url);

function compare(name: string, text: string): void {
  const file = new URL(name, folder);
  if (process.env.UPDATE) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text);
  }
  assert.equal(existsSync(file) ? readFileSync(file, 'utf8') : '', text);
}

for (const { name, deployment } of realDeployments()) {
  it(name, () => {
    const topology = topologyOf(deployment);
    compare(`${name}.svg`, svg(layout(topology, 800)));
    compare(`${name}.mmd`, mermaid(topology));
  });
}
