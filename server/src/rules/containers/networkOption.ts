import { certainEntry } from '../../config/certain.ts';
import type { ScalarValue, Value } from '../../config/value.ts';
import { writtenText } from '../../config/written.ts';
import { report } from '../report.ts';
import { rule, type RuleInfo } from '../rule.ts';

/** `docker run` gets `--network kamal` (an accessory's `network`) before any option of one's own (`commands/app.rb`, `commands/accessory.rb`). */
export const networkOption = rule({
  id: 'network-option',
  severity: 'warning',
  kind: 'deployment',
  summary: '`options.network` beside the network that Kamal gives each container',
  reads: ['roles', 'accessories'],
  *check({ roles, accessories }) {
    for (const { name, map } of roles) {
      for (const value of networksOf(map)) yield* judge(this, value, `the role \`${name}\``, 'kamal', false);
    }
    for (const { name, map } of accessories) {
      const own = writtenText(map, 'network')?.text ?? 'kamal';
      for (const value of networksOf(map)) yield* judge(this, value, `the accessory \`${name}\``, own, true);
    }
  },
});

function networksOf(map: Value | null): readonly ScalarValue[] {
  const value = ['network', 'net'].map((key) => certainEntry(map, 'options', key)?.value).find((one) => one !== undefined);
  const all = value?.kind === 'list' ? value.items : value ? [value] : [];
  return all.filter((one): one is ScalarValue => one.kind === 'scalar' && one.type === 'string');
}

function* judge(info: RuleInfo, value: ScalarValue, whose: string, own: string, isAccessory: boolean) {
  const network = value.string.trim();
  if (/^(?:host|none|bridge|default)$|^container:/.test(network)) {
    yield report(
      info,
      value.at,
      `Kamal starts the container of ${whose} with \`--network ${own}\`, and Docker joins no other network with \`${network}\`: "conflicting options: cannot attach both user-defined and non-user-defined network-modes". It never starts. ${isAccessory ? `Write \`network: ${network}\` on the accessory itself, in the place of \`${own}\`.` : 'Remove the option; roles have no other network.'}`,
    );
  } else if (network === own) {
    yield report(
      info,
      value.at,
      `The container of ${whose} is in the network \`${own}\` already, and Docker refuses to join it twice ("network … is specified multiple times"). Remove the option.`,
    );
  } else if (network === 'private') {
    yield report(
      info,
      value.at,
      `\`private\` was the network of Kamal 1's examples. Kamal 2 puts all containers into \`${own}\`, where they find each other by name; a second network needs Docker 25 or newer, and somebody has to make it on each server. Remove the option if nothing else is meant.`,
      { severity: 'hint' },
    );
  }
}
