import { checkTool } from '../../server/src/cli/assistant/checkTool.ts';
import { planTool } from '../../server/src/cli/assistant/planTool.ts';
import { formatNames } from '../../server/src/cli/formats/index.ts';
import { requests } from '../../server/src/server/requests.ts';
import { diskOf, run, runLoading } from '../cli/terminal.ts';
import { published } from '../fuzz/case.ts';
import { ask, placed } from '../server/asking.ts';
import { serve } from '../server/project.ts';

type Files = ReadonlyMap<string, string>;

const before = new Map([
  [
    'before/config/deploy.yml',
    'service: shop\nimage: me/shop\nservers: {web: [192.0.2.7], old: [192.0.2.8]}\nregistry: {username: me, password: [P]}\nbuilder: {arch: amd64}\naccessories: {old: {image: x, host: 192.0.2.9, directories: [data:/data]}}\n',
  ],
]);

/** All that leaves the terminal and what assistants are told about a project, each with its name. */
export async function* printed(project: Files): AsyncGenerator<readonly [name: string, text: string]> {
  const files = new Map([...before, ...[...project].map(([path, text]) => [`now/${path}`, text] as const)]);
  for (const format of formatNames) {
    const { out, err } = run(['check', '--format', format, ...(format === 'json' ? ['--redact'] : []), 'now'], files);
    yield [`check --format ${format}`, out + err];
  }
  const ran = (...argv: string[]): Promise<readonly [string, string]> =>
    runLoading(argv, files).then(({ out, err }) => [argv.join(' '), out + err] as const);
  yield ran('check', '--diff', '--unsafe-fixes', 'now');
  yield ran('show', 'now');
  yield ran('show', '--origins', 'now');
  yield ran('commands', 'now');
  yield ran('graph', 'now');
  yield ran('graph', '--format', 'mermaid', 'now');
  for (const destination of [...project.keys()].flatMap((path) => /deploy\.(\w+)\.yml/.exec(path)?.[1] ?? [])) {
    yield ran('diff', '-', destination, 'now');
    yield ran('show', '-d', destination, 'now');
  }
  for (const format of ['text', 'json', 'markdown']) {
    yield ran('plan', '--format', format, '--from', 'before', 'now');
    yield ran('plan', '--format', format, '--from', 'now', 'before');
  }
  const disk = diskOf(files);
  yield ['kamal_check', JSON.stringify(checkTool({ disk } as never).call({ path: 'now' }))];
  yield ['kamal_plan', JSON.stringify(planTool({ disk } as never).call({ path: 'now', from: 'before' }))];
  yield ['kamal_plan back', JSON.stringify(planTool({ disk } as never).call({ path: 'before', from: 'now' }))];
}

/** All that an editor is told of one file of a project: what is published, and each request at two places of each line; edits belong to the text. */
export function* answered(project: Files, path: string): Generator<readonly [name: string, text: string]> {
  const served = serve(project);
  const text = project.get(path)!;
  served.type(path, text);
  yield ['diagnostics', JSON.stringify(published(served, path))];
  const lines = text.split('\n');
  for (const request of requests)
    for (const [line, written] of lines.entries()) {
      const { method } = request.type;
      if (line > 0 && !placed.includes(request)) break;
      for (const character of new Set(
        [/\S|$/.exec(written)!.index, Math.max(0, written.search(/SECRET|: /)), written.length - 1].filter((at) => at >= 0),
      ))
        yield [`${method} at ${line}:${character}`, told(ask(served, request, path, { line, character }))];
    }
}

const ofTheText = new Set(['uri', 'newText', 'insertText', 'snippet']);
const told = (answer: unknown): string => JSON.stringify(answer, (key, value: unknown) => (ofTheText.has(key) ? undefined : value)) ?? '';
