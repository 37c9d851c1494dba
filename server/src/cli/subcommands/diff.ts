import { command } from '../command.ts';
import { say } from '../jobs.ts';
import { effectiveDiff } from '../views/effectiveText.ts';
import { oneDeployment, veiledText } from '../views/one.ts';

export const diff = command({
  name: 'diff',
  summary: 'Shows what differs between two destinations after the merge',
  words: 'DEST DEST [PATH]',
  about: `
- in the place of a destination is the base alone. It ends with 1 where something differs.`,
  options: {},
  run(_given, [before, after, path = '.', ...more], terminal) {
    const refuse = (wrong: string): 2 => {
      say(terminal, wrong);
      return 2;
    };
    if (before === undefined || after === undefined) return refuse('diff needs two destinations; - is the base alone');
    if (more.length > 0) return refuse('diff takes one PATH');
    const [one, other] = [before, after].map((name) => oneDeployment(path, name === '-' ? null : name, terminal));
    if ('wrong' in one!) return refuse(one.wrong);
    if ('wrong' in other!) return refuse(other.wrong);
    const text = effectiveDiff(one!.checked, one!.result, other!.result);
    terminal.out(veiledText(text, one!.result, other!.result));
    return text === '' ? 0 : 1;
  },
});
