import { list } from '../../deployment/proxies.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Files } from '../../files/files.ts';

/** Files for somebody to copy. */
const templates = /\.(example|sample|template|dist)\.yaml$/;

/** Kamal reads `config/deploy.yml`, and for a destination the same name with `.<destination>.yml` (`configuration.rb:49`): never `.yaml`. */
export const deployYamlNeverRead = rule({
  id: 'deploy-yaml-never-read',
  severity: 'information',
  kind: 'deployment',
  summary: 'A deploy.yaml beside deploy.yml, which Kamal never reads',
  reads: ['base', 'baseKey', 'files'],
  *check({ base, baseKey: at, files }) {
    const [, folder, stem] = /^(.*\/|)([^/]+)\.yml$/.exec(base) ?? [];
    if (!at || folder === undefined || stem === undefined) return;
    const names = files.list(folder.replace(/\/$/, '') || '.');
    if (typeof names === 'string') return;
    const unread = names.filter(
      (name) =>
        (name === `${stem}.yaml` || (name.startsWith(`${stem}.`) && name.endsWith('.yaml'))) &&
        !templates.test(name) &&
        isForKamal(files, folder + name),
    );
    if (unread.length === 0) return;
    const wanted = unread.map((name) => name.replace(/\.yaml$/, '.yml'));
    const taken = wanted.filter((name) => names.includes(name));
    yield report(
      this,
      at,
      `Kamal never reads ${list(unread.map((name) => folder + name))}: it looks only for names that end in \`.yml\`. ${taken.length ? `${list(taken)} ${taken.length > 1 ? 'are' : 'is'} what it reads: move over what is missing there, and delete the other.` : `Rename to ${list(wanted)}.`}`,
    );
  },
});

/** Others write files of this name too (Kubernetes, Ansible): only what looks like Kamal's is meant for it. */
function isForKamal(files: Files, path: string): boolean {
  const answer = files.get(path);
  return (
    typeof answer !== 'string' &&
    /^(service|servers|image|registry|builder|accessories|proxy|env):/m.test(answer.text) &&
    !/^(- |apiVersion:|kind:|jobs:|on:|hosts:|services:)/m.test(answer.text)
  );
}
