import { printable } from '../report/printable.ts';
import type { Command, Status } from './command.ts';
import { commandHelp, programHelp } from './help.ts';
import { general } from './options.ts';
import { parse } from './parse.ts';
import { subcommands } from './subcommands/index.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

/**
 * The command line: `kamal-check [COMMAND] [OPTION…] [WORD…]`.
 * @param argv without the interpreter and the script
 * @returns the exit status, at once where the command does not wait for anything
 */
export function main(argv: readonly string[], terminal: Terminal): Status | Promise<Status> {
  const [first, ...rest] = argv;
  if (first === '--help' || first === '-h' || first === 'help') return helpOn(rest, terminal);
  if (first === '--version' || first === '-V') return print(terminal, `${version}\n`);
  const command = subcommands.find(({ name }) => name === first);
  if (command) return runCommand(command, rest, terminal);
  if (first !== undefined && !isForCheck(first, terminal)) {
    return refuse(terminal, `unknown command ${first}: there are ${subcommands.map(({ name }) => name).join(', ')}`);
  }
  return runCommand(subcommands[0]!, argv, terminal);
}

/** An option, or a path: a folder or file that is there, or what can be nothing else. */
function isForCheck(word: string, { disk }: Terminal): boolean {
  return word.startsWith('-') || /[/\\.]/.test(word) || disk.kind(disk.absolute(word)) !== 'absent';
}

function helpOn([name]: readonly string[], terminal: Terminal): Status {
  const command = subcommands.find((one) => one.name === name);
  return print(terminal, command ? commandHelp(command) : programHelp(subcommands));
}

function runCommand(command: Command, argv: readonly string[], terminal: Terminal): Status | Promise<Status> {
  const parsed = parse(argv, { ...command.options, ...general });
  // Whoever asks for help is told, whatever else is on the line.
  const before = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : undefined);
  if (before.includes('--help') || before.includes('-h')) return print(terminal, commandHelp(command));
  if ('unknown' in parsed) {
    const elsewhere = subcommands.some(({ options }) => Object.hasOwn(options, parsed.unknown.replace(/^--/, '')));
    return refuse(terminal, elsewhere ? `${command.name} takes no ${parsed.unknown}` : `unknown option ${parsed.unknown}`);
  }
  if ('wrong' in parsed) return refuse(terminal, parsed.wrong);
  const { given, words } = parsed;
  if (given['version']) return print(terminal, `${version}\n`);
  if (words.length > 0 && command.words === undefined) return refuse(terminal, `${command.name} takes no ${words[0]}`);
  const colour = given['color'] === undefined || given['color'] === 'auto' ? terminal.colour : given['color'] === 'always';
  const file = given['output-file'] as string | undefined;
  if (file === undefined) return command.run(given, words, { ...terminal, colour });
  if (given['watch'] === true) return refuse(terminal, '--watch ends with the program alone: it writes into no --output-file');
  let text = '';
  const collecting = { ...terminal, out: (more: string) => void (text += more), colour: given['color'] === 'always' };
  const status = command.run(given, words, collecting);
  const keep = (ended: Status): Status => written(file, text, terminal) ?? ended;
  return typeof status === 'number' ? keep(status) : status.then(keep);
}

/** @returns 2 where the file cannot be written */
function written(file: string, text: string, { disk, err }: Terminal): Status | undefined {
  const why = disk.save(disk.absolute(file), text);
  if (why === undefined) return undefined;
  err(`kamal-check: ${printable(file)}: cannot be written (${why})\n`);
  return 2;
}

function print({ out }: Terminal, text: string): Status {
  out(text);
  return 0;
}

function refuse({ err }: Terminal, wrong: string): Status {
  err(`kamal-check: ${printable(wrong)} (see --help)\n`);
  return 2;
}
