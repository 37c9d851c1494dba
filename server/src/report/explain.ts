import { rules } from '../rules/index.ts';
import { keyAt, sectionAt, type Key } from '../schema/index.ts';
import { nearRule } from './nearRule.ts';
import { rulePage } from './rulePage.ts';

/** Markdown about a rule or a key. */
export interface Explanation {
  readonly text: string;
  /** The text says why there is none. */
  readonly wrong?: true;
}

const refusal = (text: string): Explanation => ({ text, wrong: true });

/**
 * What a rule finds, or what a key of deploy.yml is for.
 * @param key its path with dots; where people choose names, any name will do
 * @param page the page about a rule; undefined where the pages are not at hand
 */
export function explain(
  { rule, key }: { readonly rule?: string | undefined; readonly key?: string | undefined },
  page: (rule: string) => string | undefined,
): Explanation {
  if (rule !== undefined) return explainRule(rule, page);
  if (key !== undefined) return explainKey(key);
  return refusal('Give `rule` or `key`.');
}

function explainRule(id: string, page: (rule: string) => string | undefined): Explanation {
  const rule = rules.find((one) => one.id === id);
  if (rule) return { text: page(id) ?? `${rule.summary}. ${rulePage(id)}` };
  const near = nearRule(id);
  return refusal(`There is no rule ${id}${near === undefined ? '' : `; did you mean ${near}?`}`);
}

function explainKey(text: string): Explanation {
  const path = text.split('.').filter(Boolean);
  const key = keyAt(path);
  const section = sectionAt(path);
  if (!key && !section) {
    const known = Object.keys(sectionAt(path.slice(0, -1)) ?? {});
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
