import { json } from '../plan/json.ts';
import { planned } from '../plan/planned.ts';
import { text } from '../plan/text.ts';
import type { Terminal } from '../terminal.ts';
import { isOutside, refusal, texts, type Answer, type Tool } from './tool.ts';

/** `kamal_plan`: what `kamal-check plan` says. */
export const planTool = ({ disk }: Pick<Terminal, 'disk'>): Tool => ({
  name: 'kamal_plan',
  title: 'Tell what a change does to running servers',
  description:
    'Compares a project with an older version of it, and tells what deploying the change does to servers that run the old one: what fails, what is lost or left behind, ' +
    'and the commands that put it right. Nothing is run. Call it before a changed config/deploy.yml is deployed.',
  inputSchema: {
    properties: {
      path: {
        type: 'string',
        description: 'A project folder or a deploy.yml, relative to the working directory. Default: the working directory.',
      },
      from: { type: 'string', description: 'The old version: a revision of the Git repository, or a folder. Default: HEAD.' },
      destination: { type: 'string', description: 'Only this destination, as in `kamal -d`.' },
    },
  },
  call(given): Answer {
    const wanted = texts(given, ['path', 'from', 'destination'] as const);
    if (wanted instanceof Error) return refusal(wanted.message);
    const { path = '.', from = 'HEAD', destination = null } = wanted;
    if (isOutside(path, disk)) return refusal(`${path} lies outside of the working directory, and is not read.`);
    if (disk.kind(disk.absolute(from)) !== 'absent' && isOutside(from, disk))
      return refusal(`${from} lies outside of the working directory, and is not read.`);
    const found = planned(path, from, destination, disk);
    if ('wrong' in found) return refusal(found.wrong);
    return { text: text(found, { colour: false }), data: JSON.parse(json(found)) as Record<string, unknown> };
  },
});
