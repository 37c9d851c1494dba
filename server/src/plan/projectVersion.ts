import type { Files } from '../files/files.ts';
import type { DeploymentResult } from '../project/analysis.ts';
import { isMissing } from '../deployment/accessoryFiles.ts';
import { secretsOf, type Secrets } from '../references/declaredSecrets.ts';
import type { Looked, Version } from './kamal/version.ts';
import { wantedOf } from './kamal/wanted.ts';

/**
 * A version of a project's files as the model reads them.
 * @param name what stands behind the image's name when it is deployed
 * @returns null where ERB hides the service's name
 */
export function versionOf(result: DeploymentResult, files: Files, name: string): Version | null {
  const { deployment } = result;
  const wanted = wantedOf(deployment);
  if (!wanted) return null;
  const secrets = secretsOf({ ...deployment, files });
  return {
    wanted,
    name,
    secret: (key) => secretIn(secrets, key, isKnownToLack(secrets, files)),
    local: (path) => fileIn(files, path),
    refused: refusalOf(result),
  };
}

function refusalOf({ accepted, findings }: DeploymentResult): string | null {
  if (accepted !== false) return null;
  const first = findings.find(({ refused }) => refused);
  return first?.kamal ?? first?.message ?? '';
}

/**
 * Where there is no secrets file at all, it is kept elsewhere: then nothing is known, and nothing missing.
 * @param lacks there is none, and that is no accident
 */
function secretIn(secrets: Secrets | null, key: string, lacks: boolean): Looked {
  if (!secrets || (secrets.files.length === 0 && !lacks)) return 'unknown';
  for (const { assignments, source } of secrets.files.toReversed()) {
    const last = assignments.findLast((one) => one.key === key);
    if (last) return { content: fingerprint(source.text.slice(last.value, last.end)) };
  }
  return 'missing';
}

/** The file without a destination is there, which Kamal does not read with one, and the destination's own is neither there nor ignored. */
function isKnownToLack(secrets: Secrets | null, files: Files): boolean {
  if (!secrets || secrets.files.length > 0) return false;
  const plain = secrets.common.replace(/-common$/, '');
  return secrets.own !== plain && typeof files.get(plain) === 'object' && isMissing(files, secrets.own);
}

function fileIn(files: Files, path: string): Looked {
  const answer = files.get(path);
  if (typeof answer === 'object') return { content: fingerprint(answer.text) };
  return answer === 'absent' && isMissing(files, path) ? 'missing' : 'unknown';
}

/** Tells two texts apart without keeping what stands in them (FNV-1a, twice, from both ends). */
function fingerprint(text: string): string {
  let [one, other] = [0x811c9dc5, 0x811c9dc5];
  for (let at = 0; at < text.length; at++) {
    one = Math.imul(one ^ text.charCodeAt(at), 0x01000193);
    other = Math.imul(other ^ text.charCodeAt(text.length - 1 - at), 0x01000193);
  }
  return `${(one >>> 0).toString(36)}${(other >>> 0).toString(36)}`;
}
