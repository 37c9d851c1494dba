import { command } from '../command.ts';
import { destination } from '../options.ts';
import { effectiveText } from '../views/effectiveText.ts';
import { withOne } from '../views/one.ts';

export const show = command({
  name: 'show',
  summary: 'Prints the configuration as Kamal sees it',
  words: '[PATH]',
  about: `
Base and destination merged, aliases followed, values as Ruby reads them, keys that begin
with x- left out. The result is a deploy.yml that gives the same deployment. Secrets are
names, or dots where the files hold them. Without a destination it is the base alone;
it ends with 1 where Kamal refuses it.`,
  options: { destination, origins: { about: 'say behind each line where it is written' } },
  run({ destination: name, origins }, words, terminal) {
    return withOne(words, name, terminal, ({ checked, result }) => effectiveText(checked, result, origins));
  },
});
