import { markdown as planMarkdown } from '../../report/plan/markdown.ts';
import type { Planned } from '../../report/plan/planned.ts';
import { command } from '../command.ts';
import { say } from '../jobs.ts';
import { destination, format } from '../options.ts';
import { json } from '../../report/plan/json.ts';
import { planned, reaches, thresholds } from '../plan/planned.ts';
import { text } from '../../report/plan/text.ts';

const markdown = (one: Planned): string => planMarkdown({ ...one, placeOf: (file, line) => `\`${one.display(file)}:${line + 1}\`` });
const writers = { text, json, markdown };

export const plan = command({
  name: 'plan',
  summary: 'Tells what a deploy will do to servers that run an older version',
  words: '[PATH]',
  about: `
What fails, what is left running, which routes stay, which accessories need a command of
their own, and the commands that put it right. Nothing is run, and no server is asked.

PATH is a project's folder or a deploy.yml; without one it is the folder that the program
is called in. The base is planned alone, where Kamal loads it by itself, and with each
destination. With --fail-on it ends with 3 where something that bad will happen.`,
  options: {
    from: { value: 'DIR|REV', path: true, about: 'what the servers run: a folder, or a revision of the repository such as HEAD' },
    destination,
    format: format(['text', 'json', 'markdown']),
    'fail-on': { value: 'SEVERITY', values: thresholds, about: `end with 3 from this severity on: ${thresholds.join(', ')}` },
  },
  run(given, [path = '.', another], terminal) {
    const { out, colour, disk } = terminal;
    const refuse = (wrong: string): 2 => {
      say(terminal, wrong);
      return 2;
    };
    if (given.from === undefined)
      return refuse('plan needs --from: a folder with the older version, or a revision such as HEAD (see plan --help)');
    if (another !== undefined) return refuse(`plan takes one PATH, and ${another} is a second (see plan --help)`);
    const made = planned(path, given.from, given.destination ?? null, disk);
    if ('wrong' in made) return refuse(made.wrong);
    out(writers[given.format ?? 'text'](made, { colour }));
    return given['fail-on'] !== undefined && reaches(made.plans, given['fail-on']) ? 3 : 0;
  },
});
