import { command, type Command } from '../command.ts';
import { bash } from '../completions/bash.ts';
import { fish } from '../completions/fish.ts';
import { zsh } from '../completions/zsh.ts';

const shells = { bash, zsh, fish };

/** @param all the table that this is a row of */
export const completions = (all: () => readonly Command[]): Command =>
  command({
    name: 'completions',
    summary: 'Writes what a shell needs to complete commands and options',
    words: 'bash|zsh|fish',
    choices: Object.keys(shells),
    about: `
  bash  kamal-check completions bash > ~/.local/share/bash-completion/completions/kamal-check
  zsh   kamal-check completions zsh > a folder of $fpath, as _kamal-check
  fish  kamal-check completions fish > ~/.config/fish/completions/kamal-check.fish`,
    options: {},
    run(_given, [shell], { out, err }) {
      if (shell !== undefined && Object.hasOwn(shells, shell)) {
        out(shells[shell as keyof typeof shells](all()));
        return 0;
      }
      err(`kamal-check: for which shell? There are ${Object.keys(shells).join(', ')} (see --help)\n`);
      return 2;
    },
  });
