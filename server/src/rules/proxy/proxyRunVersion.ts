import { writtenText } from '../../config/written.ts';
import { writtenProxies } from '../../deployment/proxies.ts';
import { minimumProxyVersion } from '../../schema/version.ts';
import { compareVersions, isVersion } from '../../schema/versions.ts';
import { fix, spanOf } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** `cli/app/boot.rb` asks for the running kamal-proxy's version and stops below its minimum (`configuration/proxy/boot.rb`). */
export const proxyRunVersion = rule({
  id: 'proxy-run-version',
  severity: 'warning',
  kind: 'deployment',
  summary: '`proxy.run.version` is older than the kamal-proxy that Kamal needs',
  reads: ['roles', 'accessories'],
  keys: ['proxy'],
  *check(given) {
    for (const { map } of writtenProxies(given)) {
      const version = writtenText(map, 'run', 'version');
      const number = version?.text.trim().replace(/^v/, '');
      if (!version || !number || !isVersion(number) || compareVersions(number, minimumProxyVersion.slice(1)) >= 0) continue;
      const { value } = version;
      yield report(
        this,
        value.at,
        `kamal-proxy ${version.text} is older than the ${minimumProxyVersion} that Kamal 2.12 needs: \`kamal setup\` starts it, and every deployment after that stops with "kamal-proxy version ${version.text} is too old". Write \`${minimumProxyVersion}\` or newer, run \`kamal proxy reboot\`, then deploy.`,
        {
          fixes: value.alias
            ? []
            : [
                fix(`Write \`${minimumProxyVersion}\``, value.at.chunk.file, (source) => [
                  { ...spanOf(source, value.node), text: minimumProxyVersion },
                ]),
              ],
        },
      );
    }
  },
});
