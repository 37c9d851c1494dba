import type { WantedAccessory, WantedContainer } from '../kamal/wanted.ts';
import { unknown } from '../model/settings.ts';
import type { Deployed, Versions } from '../simulation.ts';
import type { Told } from './consequence.ts';
import { code, list } from './words.ts';

/** Where data of a container lies: a named volume or a folder of the server, by the path in the container. */
function mountsOf({ settings: { volumes } }: WantedContainer): Map<string, string> {
  return new Map(
    volumes.filter((text) => !text.includes(unknown) && text.includes(':')).map((text) => [text.split(':')[1]!, text.split(':')[0]!]),
  );
}

/** A path of the server that the container gets from elsewhere than before. */
interface Moved {
  readonly inside: string;
  readonly from: string;
  readonly to: string;
}

function moved(before: WantedContainer | undefined, after: WantedContainer | undefined): Moved[] {
  if (!before || !after) return [];
  const files = /\.[a-z]{1,5}$/i;
  const old = mountsOf(before);
  return [...mountsOf(after)].flatMap(([inside, to]) => {
    const from = old.get(inside);
    return from !== undefined && (from !== to || before.host !== after.host) && !files.test(inside) && !from.includes('/assets/volumes/')
      ? [{ inside, from, to }]
      : [];
  });
}

/** Data that the new files no longer mount: it stays where it is, and the containers begin with nothing. */
export function dataLeft(versions: Versions, deployed: Deployed): Told[] {
  return [...accessories(versions), ...roles(versions, deployed)];
}

function accessories({ before, after }: Versions): Told[] {
  return after.wanted.accessories.flatMap((accessory) => {
    const old = predecessor(accessory, before.wanted.accessories);
    if (!old) return [];
    const kept = [...accessory.containers.values()].find(({ host }) => !old.containers.has(host)) ?? [...accessory.containers.values()][0];
    const was = (kept && old.containers.get(kept.host)) ?? [...old.containers.values()][0];
    const changes = moved(was, kept);
    if (changes.length === 0 || !was || !kept) return [];
    const elsewhere = was.host === kept.host ? '' : ` on ${was.host}`;
    return [
      {
        severity: 'data',
        title: `data of ${accessory.name} stays behind`,
        message: `The data of the accessory ${code(accessory.name)} stays in ${list(changes.map(({ from }) => code(from)))}${elsewhere}: once it is started with the new files, ${comes(changes)}${was.host === kept.host ? '' : ` on ${kept.host}`}, which is empty. Move the data by hand first${was.prefix === kept.prefix ? '' : `, or keep its container with ${code(`service: ${was.prefix}`)}`}.`,
        about: [['accessories', accessory.name], ['accessories'], ['ssh'], ['service']],
        issues: [],
      },
    ];
  });
}

/** The accessory of the old files whose data it should have: of the same name, or gone and of the same image. */
function predecessor(accessory: WantedAccessory, old: readonly WantedAccessory[]): WantedAccessory | undefined {
  const same = old.find(({ name }) => name === accessory.name);
  return same ?? old.find(({ containers }) => imageOf(containers) !== '' && imageOf(containers) === imageOf(accessory.containers));
}

function imageOf(containers: ReadonlyMap<string, WantedContainer>): string {
  return [...containers.values()][0]?.settings.image[0]?.replace(/:[^:/]*$/, '') ?? '';
}

/** `/data comes from files`. */
function comes(changes: readonly Moved[], where = ''): string {
  const verb = changes.length === 1 ? 'comes' : 'come';
  return `${list(changes.map(({ inside }) => code(inside)))}${where} ${verb} from ${list(changes.map(({ to }) => code(to)))}`;
}

/** Containers of roles are replaced by the deploy itself. */
function roles({ before, after }: Versions, { failed }: Deployed): Told[] {
  if (failed) return [];
  return after.wanted.roles.flatMap((role) => {
    const old = before.wanted.roles.find(({ name }) => name === role.name);
    const host = [...role.hosts].find((one) => old?.hosts.has(one));
    const changes = host === undefined ? [] : moved(old?.containers.get(host), role.containers.get(host));
    if (changes.length === 0) return [];
    return [
      {
        severity: 'data',
        title: `data of ${role.name} stays behind`,
        message: `${comes(changes, ` in the role ${code(role.name)}`)} now. What is in ${list(changes.map(({ from }) => code(from)))} stays on the server, and no container mounts it any more.`,
        about: [['volumes'], ['servers', role.name], ['ssh'], ['service']],
        issues: [],
      },
    ];
  });
}
