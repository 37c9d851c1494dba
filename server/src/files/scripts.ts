import type { Files } from './files.ts';

/** Where projects keep the commands that they deploy with. */
const places =
  'Makefile Rakefile justfile Justfile Taskfile.yml package.json README.md README deploy.sh .gitlab-ci.yml .circleci/config.yml bitbucket-pipelines.yml'.split(
    ' ',
  );
const folders = ['bin', 'script', 'scripts', '.github/workflows', '.kamal/hooks', 'lib/tasks'];

/** More files than this in one folder are no scripts that somebody wrote by hand. */
const most = 100;

/** A script that is longer was not written by hand either. */
export const longest = 200_000;

/** Scripts, workflows and manuals: what a project says of how it is deployed. */
export interface Scripts {
  readonly texts: readonly string[];
  /** Some file could not be read yet. */
  readonly unread: boolean;
}

export function scriptsOf(files: Files): Scripts {
  const lists = folders.map((folder) => [folder, files.list(folder)] as const);
  const paths = lists.flatMap(([folder, names]) =>
    typeof names === 'string' ? [] : names.slice(0, most).map((name) => `${folder}/${name}`),
  );
  const answers = [...places, ...paths].map((path) => files.get(path));
  return {
    texts: answers.flatMap((answer) => (typeof answer === 'object' ? answer.text : [])),
    unread: lists.some(([, names]) => names === 'unread') || answers.includes('unread'),
  };
}
