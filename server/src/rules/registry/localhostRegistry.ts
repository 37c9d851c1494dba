import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { writeText } from '../fixes/scalarFixes.ts';
import { mayHave } from '../../config/certain.ts';
import { valueAt } from '../../config/get.ts';
import { writtenText } from '../../config/written.ts';

const isThisMachine = /^(localhost|127(\.\d+){3}|::1)$/;

/** The port on which the examples of Kamal have their registry. */
const usualPort = '5555';

/** Names of the own machine that Kamal takes for any registry: it knows only `localhost:<port>` (`configuration/registry.rb:23`). */
export const localhostRegistry = rule({
  id: 'localhost-registry',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A registry on the own machine that Kamal does not take for its local registry',
  reads: ['roles'],
  keys: ['registry', 'builder'],
  *check({ root, roles }) {
    const server = writtenText(root, 'registry', 'server');
    if (!server || !isLoopback(server.text)) return;
    // Who deploys to the own machine means one and the same by it, and may not want Kamal's tunnel.
    const servers = roles.flatMap(({ hosts }) => hosts);
    if (servers.length > 0 && servers.every(({ name }) => isThisMachine.test(name))) return;
    // Built on another machine, the image may be pushed there to a registry of that machine's own.
    if (valueAt(root, 'builder', 'remote') || mayHave(root, 'builder')) return;
    const local = `localhost:${/:(\d+)$/.exec(server.text)?.[1] ?? usualPort}`;
    yield report(
      this,
      server.value.at,
      `Kamal does not take \`${server.text}\` for a local registry: it starts none and opens no way to it from the servers, where this name means the server itself, so they have nothing to pull from. Write \`${local}\`, with the port and no address, and Kamal runs the registry.`,
      { fixes: writeText(server.value, local) },
    );
  },
});

/** `localhost`, or an address of this machine, with or without a port; not `localhost:<port>`, which is local for Kamal. */
export function isLoopback(server: string): boolean {
  return /^(localhost|(127\.0\.0\.1|0\.0\.0\.0|\[::1\])(:\d+)?)$/.test(server);
}
