import { fix, ownPlace, removeEntry } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { named, servicesOf } from '../../deployment/services.ts';
import { certainEntry } from '../../config/certain.ts';

/**
 * Kamal uploads only `4??.html` and `5??.html` (`cli/app/error_pages.rb`) and nothing where there are none, but tells kamal-proxy of the
 * folder all the same, which refuses one without a page (0.9.2, `internal/server/error_page_middleware.go:43`).
 */
export const errorPagesEmpty = rule({
  id: 'error-pages-empty',
  severity: 'warning',
  kind: 'deployment',
  summary: '`error_pages_path` leads to no error page',
  reads: ['roles', 'accessories', 'files'],
  keys: ['error_pages_path'],
  *check({ root, files, ...app }) {
    const entry = certainEntry(root, 'error_pages_path');
    if (entry?.value.kind !== 'scalar' || entry.value.type !== 'string') return;
    const path = entry.value.string;
    const services = servicesOf(app);
    // Outside of the project nothing is read, so nobody knows.
    if (services.length === 0 || path.trim() === '' || /^[/~\\]|^[a-z]:|(^|[/\\])\.\.([/\\]|$)/i.test(path)) return;
    const folder = path.replace(/^(\.\/+)+/, '').replace(/(?<!\/)\/+$/, '');
    const names = folder === '.' || folder === '' ? 'unread' : files.list(folder);
    if (names === 'unread' || (names !== 'absent' && names.some((name) => /^[45]..\.html$/.test(name)))) return;
    yield report(
      this,
      entry.value.at,
      `${names === 'absent' ? `There is no folder \`${folder}\` with error pages` : `The folder \`${folder}\` holds no error page (\`4??.html\`, \`5??.html\`)`}: Kamal uploads none, but tells kamal-proxy to use them, ` +
        `which answers "unable to load error pages" and refuses ${named(services)}. The deployment fails. Add a page such as \`${folder}/502.html\`, or remove the key.`,
      {
        fixes: [
          fix('Remove `error_pages_path`: use the pages of kamal-proxy', entry.key.at.chunk.file, (source) =>
            removeEntry(source, ownPlace(source, entry.key, 'error_pages_path')),
          ),
        ],
      },
    );
  },
});
