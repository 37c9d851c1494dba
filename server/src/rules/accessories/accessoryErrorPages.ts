import { certainEntry } from '../../config/certain.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** `kamal setup` boots accessories before the app's error pages are uploaded, and names their folder to kamal-proxy all the same (`cli/main.rb`, kamal issue 1934). */
export const accessoryErrorPages = rule({
  id: 'accessory-error-pages',
  severity: 'information',
  kind: 'deployment',
  summary: 'A proxied accessory beside `error_pages_path`',
  each: 'accessory',
  keys: ['error_pages_path'],
  *check({ name, map, proxy }, { root }) {
    const own = certainEntry(map, 'proxy');
    const pages = certainEntry(root, 'error_pages_path');
    if (!proxy || !own || pages?.value.kind !== 'scalar') return;
    yield report(
      this,
      own.key.at,
      `kamal-proxy is told of the error pages for \`${name}\` too, and on a new server they are uploaded only with the app: \`kamal setup\`, and each \`kamal accessory reboot ${name}\` after a deployment took the folder away, fails with "unable to load error pages". Deploy the app first, then \`kamal accessory boot ${name}\`.`,
      { related: [{ at: pages.key.at, message: 'The error pages' }] },
    );
  },
});
