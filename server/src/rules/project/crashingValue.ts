import { scalarAt, valueAt } from '../../config/get.ts';
import type { ScalarValue } from '../../config/value.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { quoteIt, writeText } from '../fixes/scalarFixes.ts';
import { kindOf } from '../validation/words.ts';

/** Values that pass Kamal's validators because numbers count as text there, and on which it crashes while it loads. */
export const crashingValue = rule({
  id: 'crashing-value',
  severity: 'error',
  kind: 'kamal',
  summary: 'Kamal takes this value and crashes on it while it loads',
  reads: ['roles'],
  keys: ['hooks_path', 'registry', 'proxy', 'output', 'hooks_output'],
  *check({ root, roles }) {
    const hooks = scalarAt(root, 'hooks_path');
    if (hooks && (isNumber(hooks) || isTrue(hooks) || hooks.type === 'symbol'))
      yield report(
        this,
        hooks.at,
        `\`hooks_path\` is ${kindOf(hooks, [])}, and Kamal crashes on it (TypeError) when it looks for hooks. Write a folder's name, in quotes where YAML reads it otherwise.`,
        { fixes: quoteIt(hooks.node, isNumber(hooks)) },
      );
    const server = scalarAt(root, 'registry', 'server');
    if (server && (isNumber(server) || (server.type === 'boolean' && !server.conditional)))
      yield report(
        this,
        server.at,
        `\`registry.server\` is ${kindOf(server, [])}, and Kamal crashes on it (NoMethodError). Write the registry's host name.`,
        { fixes: server.type === 'integer' ? writeText(server, `localhost:${server.string}`) : [] },
      );
    for (const [value, ssl] of [
      [valueAt(root, 'proxy', 'host'), valueAt(root, 'proxy', 'ssl')],
      ...roles.map((role) => [valueAt(role.ownProxy?.value, 'host'), valueAt(role.ownProxy?.value, 'ssl')] as const),
    ]) {
      if (value?.kind === 'scalar' && isNumber(value) && ssl && ssl.kind !== 'unknown' && !(ssl.kind === 'scalar' && !ssl.value)) {
        yield report(
          this,
          value.at,
          `The proxy's \`host\` is the number ${value.string}, and Kamal crashes on it (NoMethodError). Write a host name.`,
        );
      }
    }
    const endpoint = scalarAt(root, 'output', 'otel', 'endpoint');
    if (endpoint?.type === 'string' && /\s/.test(endpoint.string.trim())) {
      yield report(
        this,
        endpoint.at,
        `\`${endpoint.string}\` is no URL: Kamal crashes on it (URI::InvalidURIError). Write an address without blanks.`,
      );
    }
    for (const [logger, key, example] of [
      ['otel', 'endpoint', 'http://localhost:4318'],
      ['file', 'path', 'log/kamal'],
    ] as const) {
      const value = scalarAt(root, 'output', logger, key);
      if (!value || !(isNumber(value) || isTrue(value))) continue;
      yield report(
        this,
        value.at,
        `\`output.${logger}.${key}\` is ${kindOf(value, [])}, and Kamal crashes on it (${logger === 'file' ? 'TypeError' : 'NoMethodError'}) before it does anything. Write a text such as \`${example}\`.`,
        { fixes: isNumber(value) ? quoteIt(value.node, false) : [] },
      );
    }
    const output = valueAt(root, 'hooks_output');
    for (const { name, value } of output?.kind === 'map' ? output.entries.values() : []) {
      if (value.kind === 'scalar' && (value.type === 'boolean' || isNumber(value))) {
        yield report(
          this,
          value.at,
          `\`hooks_output.${name}\` is \`${value.string}\`, and Kamal crashes on it (NoMethodError). Write \`quiet\` or \`verbose\`.`,
          { fixes: (value.value ? ['verbose', 'quiet'] : ['quiet', 'verbose']).flatMap((word) => writeText(value, word)) },
        );
      }
    }
  },
});

function isNumber(value: ScalarValue): boolean {
  return !value.conditional && (value.type === 'integer' || value.type === 'float');
}

function isTrue({ value, conditional }: ScalarValue): boolean {
  return value === true && !conditional;
}
