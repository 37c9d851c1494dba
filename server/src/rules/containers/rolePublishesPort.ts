import type { ConfigEntry, Value } from '../../config/value.ts';
import { scalarAt, valueAt } from '../../config/get.ts';
import type { Role } from '../../deployment/deployment.ts';
import { publishedIn } from '../../deployment/publishedPorts.ts';
import { fix, ownPlace, removeEntry } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule, type Given } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';
import { isWritten, certainEntry } from '../../config/certain.ts';

/** Kamal starts the new container before it stops the old one (`cli/app/boot.rb`), and docker gives a port of the server to one container only. */
export const rolePublishesPort = rule({
  id: 'role-publishes-port',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A role publishes a port of the server: the second deployment fails',
  reads: ['roles', 'files'],
  keys: ['hooks_path'],
  *check(given) {
    // Options that several roles have from one place are told of once.
    const told = new Set<Value['node']>();
    for (const role of given.roles) {
      const entry = role.conditional ? undefined : certainEntry(role.map, 'options', 'publish');
      if (!entry || usesHostNetwork(role) || makesRoom(given)) continue;
      const items = entry.value.kind === 'list' ? entry.value.items : [entry.value];
      for (const item of items) {
        const port = item.kind === 'scalar' && item.type === 'string' && isWritten(item) ? publishedIn(item.string) : null;
        if (!port || told.has(item.node)) continue;
        told.add(item.node);
        yield report(
          this,
          item.at,
          `The role \`${role.name}\` publishes port ${port.host} of the server. Kamal starts the new container while the old one still has that port: from the second deployment on docker answers "port is already allocated", and the deployment fails. ` +
            (role.proxied
              ? 'Remove it: kamal-proxy reaches the container without a published port.'
              : 'Put the role behind the proxy, or make it an accessory, which is stopped before it is started anew.'),
          { fixes: items.length === 1 ? without(entry, role, port.container) : [] },
        );
      }
    }
  },
});

function usesHostNetwork({ map }: Role): boolean {
  const options = valueAt(map, 'options');
  if (options?.kind === 'map' && options.incomplete) return true;
  const network: Value | undefined = valueAt(options, 'network') ?? valueAt(options, 'net');
  return network !== undefined && (network.kind !== 'scalar' || !isWritten(network) || network.string === 'host');
}

/** A hook that runs before the new container may stop the old one: then the port is free. */
function makesRoom({ root, files }: Given<'files', 'hooks_path'>): boolean {
  const path = scalarAt(root, 'hooks_path');
  const folder = (path?.string ?? '.kamal/hooks').replace(/^\.\//, '').replace(/(?<!\/)\/+$/, '');
  return ['pre-deploy', 'pre-app-boot'].some((hook) => {
    const answer = files.get(`${folder}/${hook}`);
    return answer === 'unread' || (answer !== 'absent' && answer.text.split(/[\r\n]+/).some(frees));
  });
}

/** Does a line of a script stop something, as far as one can tell without running it? */
function frees(line: string): boolean {
  return /\b(stop|kill|rm|remove|down)\b/.test(line.split('#', 1)[0]!);
}

/** Preferred where traffic comes to that very port through the proxy anyway. */
function without(entry: ConfigEntry, role: Role, container: string): Fix[] {
  if (!role.proxied) return [];
  return [
    fix(
      'Remove `publish`',
      entry.key.at.chunk.file,
      (source) => removeEntry(source, ownPlace(source, entry.key, 'servers', role.name, 'options', 'publish'), { emptied: 'parent' }),
      !entry.shadows && role.proxy?.appPort === Number(container),
    ),
  ];
}
