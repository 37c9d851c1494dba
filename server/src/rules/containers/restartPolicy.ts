import { valueAt } from '../../config/get.ts';
import type { ConfigEntry } from '../../config/value.ts';
import { containerMaps } from '../../deployment/containers.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';
import { removeIt, writeText } from '../fixes/scalarFixes.ts';
import { nearest } from '../validation/nearest.ts';

/** `validate_docker_options!`: text, and one of docker's policies. YAML reads a bare `no` as false. */
export const restartPolicy = rule({
  id: 'restart-policy',
  severity: 'error',
  kind: 'kamal',
  summary: '`options.restart` is none of Docker’s restart policies',
  reads: ['roles', 'accessories'],
  *check(app) {
    for (const [path, map] of containerMaps(app)) {
      const options = valueAt(map, 'options');
      const entry = options?.kind === 'map' ? options.entries.get('restart') : undefined;
      if (!entry || entry.conditional || entry.value.kind === 'unknown') continue;
      const { value } = entry;
      const at = value.at.from === value.at.to ? entry.key.at : value.at;
      const context = `${path}/options/restart`;
      if (value.kind !== 'scalar' || value.type !== 'string') {
        yield report(
          this,
          at,
          `\`restart\` of \`${path.replace('/', '.')}\` must be text.${value.kind === 'scalar' && value.value === false ? ' YAML reads a bare `no` as false: write `"no"` in quotes.' : ' Write one of `"no"`, `always`, `unless-stopped`, `on-failure`.'} Kamal refuses to load the file.`,
          {
            fixes: fixesFor(entry),
            kamal: `${context}: should be a string. Use "no" to disable restarts`,
          },
        );
      } else if (!/^(no|always|unless-stopped|on-failure(:\d+)?)$/.test(value.string)) {
        yield report(
          this,
          at,
          `Docker knows no restart policy \`${value.string}\` (\`${path.replace('/', '.')}\`). Kamal refuses to load the file. Write one of \`"no"\`, \`always\`, \`unless-stopped\`, \`on-failure\`, \`on-failure:5\`.`,
          {
            fixes: fixesFor(entry),
            kamal: `${context}: should be no, always, unless-stopped, on-failure, or on-failure:N`,
          },
        );
      }
    }
  },
});

const policies = ['no', 'always', 'unless-stopped', 'on-failure'];
/** Other words for "no", but the bare one and YAML's booleans are all that is certain. */
const never = ['never', 'none', 'off', 'false'];

/** The policy that was meant, or all there are. */
function fixesFor(entry: ConfigEntry): Fix[] {
  const { value } = entry;
  if (value.kind !== 'scalar' || value.type === 'null') return [removeIt(entry, true, 'unsafe')];
  const text = value.string.toLowerCase().replaceAll('_', '-');
  const meant = value.value === false || never.includes(text) ? 'no' : nearest(text.replace(/:.*/, ''), policies);
  return meant ? writeText(value, meant, true) : policies.flatMap((policy) => writeText(value, policy));
}
