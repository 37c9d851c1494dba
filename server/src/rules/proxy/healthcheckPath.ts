import { scalarText } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { named, servicesOf, settingsAt } from '../../deployment/services.ts';
import { replaceSetting } from '../fixes/settingFixes.ts';

/** kamal-proxy 0.9.2 joins the path to the container's address, and Go's `JoinPath` escapes what is no path (`internal/server/target.go:290`). */
export const healthcheckPath = rule({
  id: 'healthcheck-path',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A health check path that is a whole URL, or has a query or fragment',
  reads: ['roles', 'accessories'],
  *check(app) {
    for (const setting of settingsAt(servicesOf(app), 'healthcheck', 'path')) {
      const { value, services } = setting;
      const path = value.string;
      const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(path);
      if (value.type === 'string' && path === '') {
        yield report(
          this,
          value.at,
          `An empty path asks ${named(services)} for \`/\`, not for the usual \`/up\`. Write \`/\` if that is meant, or remove the key.`,
          { severity: 'information', fixes: [replaceSetting('Check `/up`, the usual path', setting, '/up')] },
        );
        continue;
      }
      if (!url && !/[?#\s]/.test(path)) continue;
      const [bare = ''] = path.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').split(/[?#]/);
      const mended = bare.trim() || '/';
      const isPath = !/\s/.test(mended);
      yield report(
        this,
        value.at,
        `\`${path}\` is ${url ? 'a whole URL' : /[?#]/.test(path) ? `more than a path: \`${/\?/.test(path) ? '?' : '#'}\` is escaped` : 'written with a blank, which is escaped'}, and kamal-proxy asks the container for it as a path. ` +
          `That is usually a 404, so ${named(services)} never ${services.length > 1 ? 'become' : 'becomes'} healthy and the deployment fails. ${isPath ? `Write \`${mended}\`.` : 'Name a path without blanks.'}`,
        {
          fixes: isPath
            ? [replaceSetting(`Check \`${mended}\``, setting, scalarText(mended), true, /[?#]/.test(path) ? 'unsafe' : 'safe')]
            : [],
        },
      );
    }
  },
});
