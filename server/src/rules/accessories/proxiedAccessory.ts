import { valueAt } from '../../config/get.ts';
import type { Files } from '../../files/files.ts';
import { inProject, pathItemsOf } from '../../deployment/accessoryFiles.ts';
import type { Accessory, Deployment } from '../../deployment/deployment.ts';
import { fix, insertEntry, ownPlace, placeAt, replaceValue } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule, type Finding } from '../rule.ts';
import { servicesOf } from '../../deployment/services.ts';
import { mayHave, certainEntry } from '../../config/certain.ts';
import type { ProxiedService } from '../../deployment/services.ts';

/** What an accessory behind the proxy needs, and Kamal does not check: its settings are its own, nothing comes from the root. */
export const proxiedAccessory = rule({
  id: 'proxied-accessory',
  severity: 'warning',
  kind: 'deployment',
  summary: 'An accessory behind the proxy that the proxy cannot reach or secure',
  each: 'accessory',
  reads: ['image', 'repository', 'files'],
  *check(accessory, app) {
    for (const service of servicesOf({ roles: [], accessories: [accessory] })) {
      if (!service.accessory?.map || !service.own || !service.map) continue;
      yield* certificate(service);
      yield* network(service);
      yield* health(service, app);
      yield* port(service);
    }
  },
});

type App = Pick<Deployment, 'image' | 'repository'> & { readonly files: Files };

/** Certificates are uploaded for roles only (`cli/app/ssl_certificates.rb`). */
function* certificate({ map, name }: ProxiedService): Iterable<Finding> {
  const ssl = certainEntry(map, 'ssl');
  if (!certainEntry(map, 'ssl', 'certificate_pem') || !certainEntry(map, 'ssl', 'private_key_pem')) return;
  yield report(
    proxiedAccessory,
    ssl!.key.at,
    `Kamal uploads certificates for roles only, never for an accessory: kamal-proxy is told of files for \`${name}\` that are not on the server, and booting the accessory fails. Use \`ssl: true\`, or end TLS before the server.`,
  );
}

/** The proxy runs in docker's network `kamal` (`commands/proxy.rb`) and finds a container by its id there. */
function* network({ accessory, map, name }: ProxiedService): Iterable<Finding> {
  const entry = certainEntry(accessory!.map, 'network');
  if (entry?.value.kind !== 'scalar' || entry.value.type !== 'string' || entry.value.string === 'kamal') return;
  // Docker takes several networks: one of them may be the other's.
  if (
    [valueAt(accessory!.map, 'options'), valueAt(map, 'run', 'options')].some(
      (options) => options?.kind === 'unknown' || valueAt(options, 'network') || (options?.kind === 'map' && options.incomplete),
    )
  )
    return;
  yield report(
    proxiedAccessory,
    entry.value.at,
    `The accessory \`${name}\` runs in the network \`${entry.value.string}\`, and kamal-proxy in \`kamal\`: it never reaches it, and booting the accessory fails. Remove \`network\`, or give docker the second network under \`options\`.`,
    {
      fixes: [
        fix('Run it in the network `kamal`', entry.key.at.chunk.file, (source) =>
          replaceValue(source, ownPlace(source, entry.key, 'accessories', name, 'network'), 'kamal'),
        ),
      ],
    },
  );
}

function* health({ accessory, map, own, name, path }: ProxiedService, app: App): Iterable<Finding> {
  if (!map || !accessory?.image || mayHave(map, 'healthcheck') || isOurs(accessory.image, app)) return;
  const check = valueAt(map, 'healthcheck');
  if (check && (check.kind !== 'map' || check.incomplete || check.entries.has('path'))) return;
  if (answersBySettings(accessory, app.files)) return;
  yield report(
    proxiedAccessory,
    own!.key.at,
    `kamal-proxy waits until \`/up\` of the accessory \`${name}\` answers with a 2xx status (redirects followed), and few images know that path: if \`${accessory.image}\` does not, booting it fails. Name a path that answers in \`healthcheck.path\`.`,
    {
      severity: 'information',
      fixes: [
        fix('Check `/`', own!.key.at.chunk.file, (source) => {
          const into = placeAt(source, ...path, 'healthcheck');
          const proxy = ownPlace(source, own!.key, ...path);
          return into ? insertEntry(source, into, 'path', '/') : insertEntry(source, proxy, 'healthcheck', { path: '/' });
        }),
      ],
    },
  );
}

/** A server such as nginx, whose settings in the project name the path. */
function answersBySettings(accessory: Accessory, files: Files): boolean {
  return pathItemsOf(accessory).some(({ key, value }) => {
    const path = key === 'files' && value.kind === 'scalar' ? inProject(value.string.split(':')[0]!) : null;
    const file = path === null ? 'absent' : files.get(path);
    return file === 'unread' || (typeof file === 'object' && /\/up(?![\w-])/.test(file.text));
  });
}

/** An application of one's own, which may well answer on Kamal's path: the same image or the same owner. */
function isOurs(image: string, { image: app, repository }: App): boolean {
  const own = [app, repository].filter((one) => one !== null);
  const owner = /^[^/]+(?=\/)/.exec(app ?? '')?.[0];
  return (
    own.some((one) => image.replace(/[:@][^]*$/, '') === one) || (owner !== undefined && image.split('/').slice(0, -1).includes(owner))
  );
}

function* port({ accessory, map, own, name, path }: ProxiedService): Iterable<Finding> {
  const entry = certainEntry(accessory!.map, 'port');
  if (!map || !entry || !accessory!.port || map.incomplete || map.entries.has('app_port')) return;
  const inside = /(?:^|:)(\d+)(?:\/tcp)?$/.exec(accessory!.port)?.[1];
  if (!inside || Number(inside) === 80 || Number(inside) > 65535) return;
  yield report(
    proxiedAccessory,
    entry.value.at,
    `The container of the accessory \`${name}\` has port ${inside}, but kamal-proxy sends its traffic to port 80 as long as \`proxy\` has no \`app_port\`: it never becomes healthy if it listens on ${inside} only. Write \`app_port: ${inside}\`.`,
    {
      severity: 'information',
      related: [{ at: own!.key.at, message: `\`proxy\` of \`${name}\`` }],
      fixes: [
        fix(
          `Send traffic to port ${inside}`,
          own!.key.at.chunk.file,
          (source) => insertEntry(source, ownPlace(source, own!.key, ...path), 'app_port', inside),
          true,
        ),
      ],
    },
  );
}
