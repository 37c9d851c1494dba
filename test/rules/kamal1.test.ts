/** A configuration of Kamal 1 becomes one of Kamal 2 by preferred fixes alone, whichever is clicked first. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Located } from '../support/findings.ts';
import { edited, editsOf, findingsOf, judged } from '../support/findings.ts';

const before = `service: shop
image: acme/shop
servers:
  web:
    hosts:
      - 192.0.2.1
    traefik: true
  job:
    hosts:
      - 192.0.2.2
    cmd: bin/jobs
    healthcheck:
      cmd: bin/check
registry:
  username: acme
  password:
    - REGISTRY_PASSWORD
builder:
  multiarch: true
  local: # laptops
    arch: amd64
  remote:
    arch: arm64 # servers
    host: ssh://builder@192.0.2.9
healthcheck:
  path: /health
  port: 3000
  max_attempts: 20
stop_wait_time: 20
`;

const file = 'config/deploy.yml';

/** Applies preferred fixes of what Kamal refuses, one after the other. */
function migrated(choose: (findings: readonly Located[]) => Located | undefined): string {
  let texts = new Map([[file, before]]);
  for (let round = 0; round < 20; round++) {
    const analysis = judged(texts);
    const next = choose(findingsOf(analysis).filter(({ finding }) => finding.refused && finding.fixes.some(({ preferred }) => preferred)));
    if (!next) {
      assert.equal(analysis.deployments[0]!.accepted, true, texts.get(file));
      return texts.get(file)!;
    }
    const edits = editsOf(
      next.finding.fixes.find(({ preferred }) => preferred)!,
      analysis,
      texts,
    );
    assert(edits, `cannot be done: ${next.finding.message}`);
    texts = edited(texts, edits);
  }
  throw new Error(`does not come to an end:\n${texts.get(file)}`);
}

describe('from Kamal 1 to Kamal 2', () => {
  it('from the top', () => {
    assert.equal(
      migrated((findings) => findings[0]),
      `service: shop
image: acme/shop
servers:
  web:
    hosts:
      - 192.0.2.1
    proxy: true
  job:
    hosts:
      - 192.0.2.2
    cmd: bin/jobs
registry:
  username: acme
  password:
    - REGISTRY_PASSWORD
builder:
  arch: [amd64, arm64]
  # laptops
  # servers
  remote: ssh://builder@192.0.2.9
drain_timeout: 20
proxy:
  healthcheck:
    path: /health
  app_port: 3000
`,
    );
  });
  it('from the bottom', () => {
    assert.match(
      migrated((findings) => findings.at(-1)),
      /builder:\n {2}arch: \[arm64, amd64\]\n {2}# laptops\n {2}# servers\n {2}remote: ssh:\/\/builder@192\.0\.2\.9\n/,
    );
  });
});
