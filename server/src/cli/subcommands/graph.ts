import { command } from '../command.ts';
import { destination, format } from '../options.ts';
import { deploymentToShow } from '../views/effectiveText.ts';
import { withOne } from '../views/one.ts';

/** What a README shows without making it smaller. */
const usualWidth = '800';

export const graph = command({
  name: 'graph',
  summary: 'Draws routes, servers and what runs on them',
  words: '[PATH]',
  about: `
Servers on which the same runs are drawn as one. The SVG has no script and follows the
reader's light or dark page. Without a destination it is the base alone; it ends with 1
where Kamal refuses it.`,
  options: {
    destination,
    format: format(['svg', 'mermaid']),
    width: {
      value: 'PIXELS',
      about: `of the SVG, at most (${usualWidth}); below 680 routes stand above the servers`,
      wrong: (width) => (/^\d+$/.test(width) && Number(width) >= 300 ? undefined : 'is too narrow: give 300 or more'),
    },
  },
  async run({ destination: name, format: form = 'svg', width = usualWidth }, words, terminal) {
    // Whoever checks has no need of a pen.
    const { drawing } = await import('../views/drawing.ts');
    return withOne(words, name, terminal, ({ result }) => drawing(deploymentToShow(result), form, Number(width)));
  },
});
