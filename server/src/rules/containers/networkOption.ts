import { certainEntry } from '../../config/certain.ts';
import type { MapValue, Value } from '../../config/value.ts';
import { writtenText } from '../../config/written.ts';
import { beside, perFile } from '../perFile.ts';
import { report } from '../report.ts';
import type { At } from '../../source/node.ts';
import { rule, type Finding, type RuleInfo } from '../rule.ts';

/** `docker run` gets `--network kamal` (an accessory's `network`) before any option of one's own (`commands/app.rb`, `commands/accessory.rb`). */
export const networkOption = rule({
  id: 'network-option',
  severity: 'warning',
  kind: 'deployment',
  summary: '`options.network` beside the network that Kamal gives each container',
  reads: ['roles', 'accessories'],
  *check({ roles, accessories }) {
    const given = [
      ...roles.flatMap(({ name, map }) => networksOf(map, `the role \`${name}\``, 'kamal', false)),
      ...accessories.flatMap(({ name, map }) => networksOf(map, `the accessory \`${name}\``, ownNetwork(map), true)),
    ];
    const isLeft = ({ network, own }: Given): boolean => network === 'private' && own !== 'private';
    for (const one of given) if (!isLeft(one)) yield* judge(this, one);
    // One thing to know about a file, however many containers it is said of.
    for (const [{ at, own }, ...others] of perFile(given.filter(isLeft), (one) => one.at)) {
      yield report(
        this,
        at,
        `\`private\` was the network of Kamal 1's examples. Kamal 2 puts all containers into \`${own}\`, where they find each other by name; a second network needs Docker 25 or newer, and somebody has to make it on each server. Remove the option if nothing else is meant.`,
        { severity: 'hint', related: beside(others.map((other) => ({ at: other.at, message: `${other.whose} has it, too` }))) },
      );
    }
  },
});

/** A network that a container is given beside its own one. */
interface Given {
  readonly at: At;
  readonly network: string;
  readonly whose: string;
  readonly own: string;
  readonly isAccessory: boolean;
}

function ownNetwork(map: MapValue | null): string {
  return writtenText(map, 'network')?.text ?? 'kamal';
}

function networksOf(map: Value | null, whose: string, own: string, isAccessory: boolean): Given[] {
  const value = ['network', 'net'].map((key) => certainEntry(map, 'options', key)?.value).find((one) => one !== undefined);
  const all = value?.kind === 'list' ? value.items : value ? [value] : [];
  return all.flatMap((one) =>
    one.kind === 'scalar' && one.type === 'string' ? [{ at: one.at, network: one.string.trim(), whose, own, isAccessory }] : [],
  );
}

function* judge(info: RuleInfo, { at, network, whose, own, isAccessory }: Given): Iterable<Finding> {
  if (/^(?:host|none|bridge|default)$|^container:/.test(network)) {
    yield report(
      info,
      at,
      `Kamal starts the container of ${whose} with \`--network ${own}\`, and Docker joins no other network with \`${network}\`: "conflicting options: cannot attach both user-defined and non-user-defined network-modes". It never starts. ${isAccessory ? `Write \`network: ${network}\` on the accessory itself, in the place of \`${own}\`.` : 'Remove the option; roles have no other network.'}`,
    );
  } else if (network === own) {
    yield report(
      info,
      at,
      `The container of ${whose} is in the network \`${own}\` already, and Docker refuses to join it twice ("network … is specified multiple times"). Remove the option.`,
    );
  }
}
