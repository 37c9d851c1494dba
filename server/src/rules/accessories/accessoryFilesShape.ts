import type { MapValue } from '../../config/value.ts';
import { inProject, isMissing, pathItemsOf } from '../../deployment/accessoryFiles.ts';
import type { PathItem } from '../../deployment/accessoryFiles.ts';
import { fix, scalarText, spanOf } from '../../edit/index.ts';
import { list } from '../../deployment/proxies.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Files } from '../../files/files.ts';
import type { Fix } from '../../edit/change.ts';

/** `Accessory#parse_path_config` splits text at `:` and asks a map for `local` and `remote`; what is not there is nil, and is used without a look. */
export const accessoryFilesShape = rule({
  id: 'accessory-files-shape',
  severity: 'warning',
  kind: 'deployment',
  summary: 'An item of `files` or `directories` that does not say both local and remote path',
  each: 'accessory',
  reads: ['files'],
  *check(accessory, { files }) {
    for (const { key, value } of pathItemsOf(accessory)) {
      const happens = `Kamal loads the file, and booting the accessory \`${accessory.name}\` fails`;
      if (value.kind === 'map') {
        const missing = ['local', 'remote'].filter((name) => !value.entries.has(name));
        if (!missing.length || value.incomplete || [...value.entries.values()].some(({ conditional }) => conditional)) continue;
        const fixes = missing.length > 1 ? asText(value, key, files) : [];
        const why = fixes.length
          ? ' The blank after the colon makes a map of it; without it, it is a path here and a path in the container.'
          : '';
        yield report(
          this,
          value.at,
          `This item of \`${key}\` is a map without ${list(missing)}: ${happens} (NoMethodError or TypeError, for a path that is not there).${why} Write \`local:remote\`, or a map with \`local\` and \`remote\`.`,
          { fixes },
        );
      } else if (value.kind === 'scalar' && value.type === 'string' && !value.string.includes(':')) {
        yield report(
          this,
          value.at,
          key === 'files'
            ? `\`${value.string}\` says no path in the container: ${happens} (TypeError, for the part after the colon that is not there). Write \`${value.string}:/path/in/the/container\`.`
            : `\`${value.string}\` says no path in the container: ${happens}, because docker refuses a volume that ends with a colon. Write \`${value.string}:/path/in/the/container\`.`,
        );
      }
    }
  },
});

/** `{my.cnf: /etc/my.cnf}`: the two paths, once the blank is gone. Preferred where the file is there. */
function asText(value: MapValue, key: PathItem['key'], files: Files): Fix[] {
  const { node } = value;
  const [entry, ...others] = value.entries.values();
  if (!entry || others.length || value.alias || node.kind !== 'map' || node.anchor !== undefined || entry.keyType !== 'string') return [];
  if (entry.value.kind !== 'scalar' || entry.value.type !== 'string' || !entry.value.string.startsWith('/') || entry.name.includes(':'))
    return [];
  const text = `${entry.name}:${entry.value.string}`;
  const path = inProject(entry.name);
  return [
    fix(
      `Write \`${text}\``,
      node.at.chunk.file,
      (source) => {
        const { from, to } = spanOf(source, node);
        return [{ from, to: from + source.text.slice(from, to).trimEnd().length, text: scalarText(text) }];
      },
      key === 'directories' || path === null || !isMissing(files, path),
    ),
  ];
}
