import { writtenText } from '../../config/written.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** Networks that docker has by itself. */
const BUILT_IN = /^(?:kamal|host|bridge|none|default|container:.*)$/;

/** `kamal deploy` and `kamal setup` make the network `kamal` alone (`cli/server.rb`, `commands/docker.rb`). */
export const accessoryNetwork = rule({
  id: 'accessory-network',
  severity: 'information',
  kind: 'deployment',
  summary: 'An accessory wants a network that Kamal does not make',
  each: 'accessory',
  *check({ name, map }) {
    const network = writtenText(map, 'network');
    if (!network || BUILT_IN.test(network.text)) return;
    yield report(
      this,
      network.value.at,
      `Kamal makes the network \`kamal\` only: where nobody made \`${network.text}\` on the server, \`kamal accessory boot ${name}\` fails, and \`reboot\` removes the running container first. Make it once: \`kamal server exec "docker network create ${network.text}"\`.`,
    );
  },
});
