import { variablesWhere } from '../../references/variables.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** What kamal-proxy would be told by its own environment, and the key of Kamal that sets it. */
const KEYS: Readonly<Record<string, string>> = {
  KAMAL_PROXY_HTTP_PORT: 'proxy.run.http_port',
  KAMAL_PROXY_HTTPS_PORT: 'proxy.run.https_port',
  KAMAL_PROXY_METRICS_PORT: 'proxy.run.metrics_port',
  KAMAL_PROXY_DEBUG: 'proxy.run.debug',
};

/** `env` reaches the app's containers alone; kamal-proxy is started with `proxy.run` (`configuration/proxy/run.rb`). */
export const kamalProxyVariable = rule({
  id: 'kamal-proxy-variable',
  severity: 'hint',
  kind: 'deployment',
  summary: 'A variable for kamal-proxy in the environment of the app',
  looks: { forProxy: variablesWhere(({ name, conditional }) => !conditional && name.startsWith('KAMAL_PROXY_')) },
  *check({ forProxy }) {
    for (const { entry, env } of forProxy) {
      const { name, key } = entry;
      const right = KEYS[name];
      yield report(
        this,
        key.at,
        `\`${name}\` reaches the containers of ${env.by}, and kamal-proxy is none of them: it changes nothing there. ${right ? `Write \`${right}\`, and run \`kamal proxy reboot\`.` : 'Settings of kamal-proxy stand under `proxy` and `proxy.run`.'}`,
        { tag: 'unnecessary' },
      );
    }
  },
});
