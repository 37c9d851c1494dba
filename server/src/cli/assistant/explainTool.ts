import { rulePage } from '../../report/rulePage.ts';
import { rules } from '../../rules/index.ts';
import { keyAt, sectionAt, type Key } from '../../schema/index.ts';
import { unknownRule } from '../explain.ts';
import type { Terminal } from '../terminal.ts';
import { refusal, texts, type Answer, type Tool } from './tool.ts';

/** `kamal_explain`: the page of a rule, or what a key is for. */
export const explainTool = ({ page }: Pick<Terminal, 'page'>): Tool => ({
  name: 'kamal_explain',
  title: 'Explain a rule or a key of deploy.yml',
  description:
    'Explains a rule of kamal_check, with examples and its repair, or a key of deploy.yml: what it is for, its default, since which Kamal it exists, an example. Give one of the two.',
  inputSchema: {
    properties: {
      rule: { type: 'string', description: 'The id of a rule, such as `accessory-port-public`.' },
      key: {
        type: 'string',
        description:
          'The path of a key, with dots: `proxy.healthcheck.path`, `servers.web.cmd`, `accessories.db.port`. Empty: the keys of the root. Where people choose names, any name will do.',
      },
    },
  },
  call(given): Answer {
    const wanted = texts(given, ['rule', 'key'] as const);
    if (wanted instanceof Error) return refusal(wanted.message);
    const { rule, key } = wanted;
    if (rule !== undefined) return ruleAnswer(rule, page);
    if (key !== undefined) return keyAnswer(key);
    return refusal('Give `rule` or `key`.');
  },
});

function ruleAnswer(id: string, page: Terminal['page']): Answer {
  const rule = rules.find((one) => one.id === id);
  if (!rule) return refusal(`Unknown rule: ${unknownRule(id)}`);
  return { text: page(id) ?? `${rule.summary}. ${rulePage(id)}` };
}

function keyAnswer(text: string): Answer {
  const path = text.split('.').filter(Boolean);
  const key = keyAt(path);
  const section = sectionAt(path);
  if (!key && !section) {
    const above = path.slice(0, -1);
    const known = Object.keys(sectionAt(above) ?? {});
    return refusal(`Kamal knows no key \`${text}\`.${known.length > 0 ? ` There are: ${known.join(', ')}.` : ''}`);
  }
  const keys = Object.entries(section ?? {}).map(([name, one]) => `- \`${name}\`: ${one.purpose}`);
  return { text: [...(key ? described(text, key) : []), ...(keys.length > 0 ? [`Keys:\n\n${keys.join('\n')}`] : [])].join('\n\n') };
}

function described(name: string, { purpose, details, default: usual, since, values, example, link, ignored }: Key): string[] {
  return [
    `\`${name}\`: ${purpose}.`,
    ...(details === undefined ? [] : [details]),
    ...(ignored ? ['Kamal reads it and does nothing with it.'] : []),
    [`Since Kamal ${since}.`, usual === undefined ? '' : `Default: ${usual}.`, values ? `Values: ${values.join(', ')}.` : '']
      .filter(Boolean)
      .join(' '),
    `\`\`\`yaml\n${example}\n\`\`\``,
    link,
  ];
}
