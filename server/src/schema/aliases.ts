import type { Key } from './key.ts';
import { names, page, special, string } from './shapes.ts';

const alias: Key = {
  shape: special('alias', string),
  since: '2.0',
  purpose: 'The Kamal command that `kamal <name>` stands for',
  details:
    'Written as you would type it, **without** `kamal` in front. Further words on the command line are added at the end. ' +
    "Names: lower-case letters, digits, `-` and `_`, and none of Kamal's own commands. An alias `help` can never run.",
  example: 'console: app exec --interactive --reuse "bin/rails console"',
  link: page('aliases'),
};

export const aliases: Key = {
  shape: names(alias),
  since: '2.0',
  purpose: 'Short names for Kamal commands',
  default: 'none',
  example: 'aliases:\n  console: app exec --interactive --reuse "bin/rails console"\n  logs: app logs -f',
  link: page('aliases'),
};
