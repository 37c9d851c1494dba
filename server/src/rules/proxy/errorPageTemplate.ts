import { certainEntry } from '../../config/certain.ts';
import { named, servicesOf } from '../../deployment/services.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** What Go's templates take in `{{ … }}` without functions of their own: fields, texts, numbers, the words of the language. */
const TAKEN =
  /^-?\s*(?:\/\*[^]*\*\/|\.[\w.]*|"[^"]*"|`[^`]*`|\d+|\$[\w.]*|(?:if|range|with|else|end|define|block|template|break|continue|len|index|print|printf|println|html|js|urlquery|and|or|not|eq|ne|lt|le|gt|ge|call|slice|nil|true|false)\b[^]*)\s*-?$/;

/**
 * Error pages are Go templates to kamal-proxy 0.9.2 (`internal/server/error_page_middleware.go`): a page with braces of another language is
 * refused, and with it the deployment (run, `docs/kamal-proxy.md` 5).
 */
export const errorPageTemplate = rule({
  id: 'error-page-template',
  severity: 'warning',
  kind: 'deployment',
  summary: 'An error page with `{{ … }}` that kamal-proxy refuses',
  reads: ['roles', 'accessories', 'files'],
  keys: ['error_pages_path'],
  *check({ root, files, ...app }) {
    const entry = certainEntry(root, 'error_pages_path');
    const services = servicesOf(app);
    if (entry?.value.kind !== 'scalar' || entry.value.type !== 'string' || services.length === 0) return;
    const folder = entry.value.string.replace(/^(\.\/+)+/, '').replace(/(?<!\/)\/+$/, '');
    if (folder === '' || folder === '.' || /^[/~\\]|^[a-z]:|(^|[/\\])\.\.([/\\]|$)/i.test(folder)) return;
    const names = files.list(folder);
    if (typeof names === 'string') return;
    for (const name of names.filter((one) => /^[45]..\.html$/.test(one)).sort()) {
      const page = files.get(`${folder}/${name}`);
      const braces = typeof page === 'object' ? refused(page.text) : undefined;
      if (braces === undefined) continue;
      yield report(
        this,
        entry.value.at,
        `\`${folder}/${name}\` holds \`${braces}\`: kamal-proxy reads error pages as Go templates, knows nothing of that name, and refuses ${named(services)} with "unable to load error pages", so the deployment fails. Render the page first, or write the braces as \`{{ "{{" }}\`.`,
      );
    }
  },
});

/** The first braces that Go's template parser would not take. */
function refused(text: string): string | undefined {
  for (const match of text.matchAll(/\{\{(?:([^]*?)\}\}|[^]*)/g)) {
    if (match[1] === undefined || !TAKEN.test(match[1].trim())) return match[0].split('\n')[0]!.slice(0, 30);
  }
  return undefined;
}
