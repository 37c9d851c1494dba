import { json } from '../../report/plan/json.ts';
import { planned } from '../plan/planned.ts';
import { text } from '../../report/plan/text.ts';
import type { Terminal } from '../terminal.ts';
import { planTool as described } from './described.ts';
import { isOutside, refusal, texts, type Answer, type Tool } from './tool.ts';

/** `kamal_plan`: what `kamal-check plan` says. */
export const planTool = ({ disk }: Pick<Terminal, 'disk'>): Tool => ({
  ...described(),
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
