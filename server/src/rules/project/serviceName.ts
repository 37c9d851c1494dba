import { scalarAt } from '../../config/get.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { quoteIt, writeText } from '../fixes/scalarFixes.ts';

const allowed = /^[a-z0-9_-]+$/im;

/** `ensure_valid_service_name!`: `/^[a-z0-9_-]+$/i`, whose `^` and `$` are Ruby's, so one good line of several is enough. */
export const serviceName = rule({
  id: 'service-name',
  severity: 'error',
  kind: 'kamal',
  summary: 'The service name has other characters than letters, digits, `-` and `_`',
  keys: ['service'],
  *check({ root }) {
    const value = scalarAt(root, 'service');
    if (!value || value.conditional) return;
    if (value.type === 'integer' || value.type === 'float' || value.value === true) {
      const text = value.node.kind === 'scalar' ? value.node.text : value.string;
      // In quotes, `1.5` would be refused for its dot.
      const quoted = allowed.test(text);
      yield report(
        this,
        value.at,
        `The service is called \`${text}\`, which YAML reads as a ${value.value === true ? 'boolean' : 'number'}: Kamal crashes on it (NoMethodError). ${quoted ? `Write it in quotes: \`service: "${text}"\`.` : 'Write a name of letters, digits, `-` and `_`.'}`,
        { fixes: quoted ? quoteIt(value.node, true) : writeText(value, slugOf(text)) },
      );
    } else if ((value.type === 'string' || value.type === 'symbol') && value.string.trim() !== '' && !allowed.test(value.string)) {
      const slug = slugOf(value.string);
      yield report(
        this,
        value.at,
        `The service name \`${value.string}\` becomes part of container names and may only hold letters, digits, \`-\` and \`_\`. Kamal refuses to load the file.`,
        {
          fixes: slug === '' ? [] : writeText(value, slug),
          kamal: 'Service name can only include alphanumeric characters, hyphens, and underscores',
        },
      );
    }
  },
});

function slugOf(name: string): string {
  return name.replace(/[^a-z0-9_-]+/gi, '-').replace(/^-+|(?<!-)-+$/g, '');
}
