import { isDeepStrictEqual } from 'node:util';
import { run } from '../cli/terminal.ts';
import { textsOf, type Case } from './cases.ts';

/** Our verdict on a case, beside Kamal's. */
export interface Verdict {
  readonly accepted: boolean | null;
  /** Does one of our findings carry the line that Kamal prints? undefined where Kamal raised no error of its own. */
  readonly told?: boolean;
  /** Where what we resolve differs from what Kamal resolves; null: equal. undefined where one of us does not accept. */
  readonly differs?: string | null;
  /** What we say, to be read when a test fails. */
  readonly findings: readonly string[];
}

interface DeploymentJson {
  readonly accepted: boolean | null;
  readonly findings: readonly { readonly rule: string; readonly message: string; readonly kamal: string | null }[];
  readonly resolved: unknown;
}

/** Judges a case as a person would in a terminal. */
export function verdictOn(one: Case): Verdict {
  const limit = one.destination === undefined ? [] : ['-d', one.destination];
  const { out } = run(['check', '.', '--format', 'json', ...limit], textsOf(one));
  const [deployment] = (JSON.parse(out) as { deployments: DeploymentJson[] }).deployments;
  if (!deployment) throw new Error(`${one.name}: nothing was judged`);
  const { accepted, findings, resolved } = deployment;
  const { kamal } = one;
  return {
    accepted,
    ...(kamal.error === 'Kamal::ConfigurationError' ? { told: findings.some((finding) => finding.kamal === kamal.message) } : {}),
    ...(kamal.resolved && accepted ? { differs: difference(resolved, kamal.resolved) } : {}),
    findings: findings.map(({ rule, message, kamal: line }) => `${rule}: ${line ?? message}`),
  };
}

/** Does ERB, which we never run, have a say in this case? */
export function hasErb({ files }: Case): boolean {
  return Object.values(files).some((content) => typeof content === 'string' && content.includes('<%'));
}

/**
 * The first place where two JSON values differ, as `/roles/0/hosts: ours, Kamal's`; null where they are equal. The order of keys counts,
 * since Ruby's hashes have one. What Kamal cannot say because it falls over there is left out.
 */
export function difference(ours: unknown, kamals: unknown, path = ''): string | null {
  if (isCrash(kamals) || isDeepStrictEqual(ours, kamals)) return isCrash(kamals) ? null : keyOrder(ours, kamals, path);
  if (!isObject(ours) || !isObject(kamals) || Array.isArray(ours) !== Array.isArray(kamals))
    return `${path || '/'}: ${JSON.stringify(ours)}, Kamal has ${JSON.stringify(kamals)}`;
  for (const key of new Set([...Object.keys(ours), ...Object.keys(kamals)])) {
    const found = difference(ours[key], kamals[key], `${path}/${key}`);
    if (found !== null) return found;
  }
  return null;
}

function keyOrder(ours: unknown, kamals: unknown, path: string): string | null {
  if (!isObject(ours) || !isObject(kamals)) return null;
  const keys = Object.keys(ours);
  if (keys.join('\n') !== Object.keys(kamals).join('\n'))
    return `${path || '/'}: keys ${keys.join(', ')}, Kamal has ${Object.keys(kamals).join(', ')}`;
  for (const key of keys) {
    const found = keyOrder(ours[key], kamals[key], `${path}/${key}`);
    if (found !== null) return found;
  }
  return null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Stands in a verdict where Kamal loaded the file and fell over later, on using the value. */
function isCrash(value: unknown): boolean {
  return isObject(value) && Object.keys(value).join() === 'crash';
}
