import { eachOnce, type Checked } from '../../report/checked.ts';
import { text as asText } from '../../report/text/findings.ts';
import { check, type Wanted } from '../check.ts';
import { targetNamed, targetsOf, type Target } from '../target.ts';
import type { Terminal } from '../terminal.ts';
import { checkTool as described } from './described.ts';
import { isOutside, refusal, texts, type Answer, type Tool } from './tool.ts';

const names = ['path', 'destination', 'text'] as const;

/** `kamal_check`: what `kamal-check check` says, with the secrets in lines dotted as there. */
export const checkTool = ({ disk, err }: Pick<Terminal, 'disk' | 'err'>): Tool => ({
  ...described(),
  call(given): Answer {
    const wanted = texts(given, names);
    if (wanted instanceof Error) return refusal(wanted.message);
    const { path, destination, text } = wanted;
    if (isOutside(path ?? '.', disk)) return refusal(`${path} lies outside of the working directory, and is not read.`);
    const how: Wanted = { destination: destination ?? null };
    const jobs = text === undefined ? onDisk(path ?? '.', how, disk) : [asIf(path ?? 'config/deploy.yml', text, how, disk)];
    if ('wrong' in jobs) return refusal(jobs.wrong);
    const checked = eachOnce(jobs.flatMap(([target, one]) => check(target, one, { disk, err }) ?? []));
    if (checked.length < jobs.length) return refusal('A file cannot be read.');
    return {
      text: asText(checked, { colour: false, quiet: false }),
      data: { deployments: checked.flatMap(deployments), findings: checked.flatMap(findings) },
    };
  },
});

type Job = readonly [Target, Wanted];

function onDisk(path: string, how: Wanted, disk: Terminal['disk']): Job[] | { readonly wrong: string } {
  const targets = targetsOf(path, disk, how.destination);
  return 'wrong' in targets ? targets : targets.map((target) => [target, how] as const);
}

function asIf(path: string, text: string, how: Wanted, disk: Terminal['disk']): Job {
  const { target, file } = targetNamed(path, disk);
  return [target, { ...how, texts: new Map([[file, text]]) }];
}

/** Whether real Kamal would load each; null where that hangs on ERB. */
function deployments({ file, judged }: Checked): unknown[] {
  return judged.map(({ deployment, accepted }) => ({ file, destination: deployment.destination, accepted }));
}

/** Lines and columns from 1. */
function findings(one: Checked): unknown[] {
  return one.shown.map(({ finding, source, span, severity, message }) => {
    const { file, start, end } = one.placeOfSpan(source, span);
    return {
      file,
      line: start.line + 1,
      column: start.character + 1,
      endLine: end.line + 1,
      endColumn: end.character + 1,
      rule: finding.rule,
      severity,
      message,
      ...(finding.kamal !== undefined && { kamal: finding.kamal }),
      ...(finding.fixes.length > 0 && { fixes: finding.fixes.map(({ title }) => title) }),
    };
  });
}
