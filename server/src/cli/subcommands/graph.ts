import { mermaid } from '../../topology/mermaid.ts';
import { layout } from '../../topology/picture/layout.ts';
import { svg } from '../../topology/picture/svg.ts';
import { topologyOf } from '../../topology/topology.ts';
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
  run({ destination: name, format: form, width = usualWidth }, words, terminal) {
    return withOne(words, name, terminal, ({ result }) => {
      const topology = topologyOf(deploymentToShow(result));
      return form === 'mermaid' ? mermaid(topology) : svg(layout(topology, Number(width)));
    });
  },
});
