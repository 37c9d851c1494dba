import { command } from '../command.ts';
import { commandsJson, commandsText } from '../commandLines.ts';
import { jobsOf, judgeAll } from '../jobs.ts';
import { destination, format, kamalVersion } from '../options.ts';

const writers = { text: commandsText, json: commandsJson };

export const commands = command({
  name: 'commands',
  summary: 'Tells what Kamal would run on each server: containers, accessories, kamal-proxy',
  words: '[PATH…]',
  about: `
PATH is what \`check\` takes. A line is null in JSON where it hangs on ERB. It ends with 1
where Kamal refuses all deployments of a base.`,
  options: { destination, format: format(['text', 'json']), 'kamal-version': kamalVersion },
  run(given, words, terminal) {
    const wanted = {
      destination: given.destination ?? null,
      ...(given['kamal-version'] !== undefined && { kamal: given['kamal-version'] }),
    };
    const { jobs, failed: wrong } = jobsOf(words.length > 0 ? words : ['.'], wanted, undefined, terminal);
    const { checked, failed } = judgeAll(jobs, terminal);
    terminal.out(writers[given.format ?? 'text'](checked, terminal));
    const refused = checked.some(({ judged }) => judged.every(({ accepted }) => accepted === false));
    return wrong || failed ? 2 : refused ? 1 : 0;
  },
});
