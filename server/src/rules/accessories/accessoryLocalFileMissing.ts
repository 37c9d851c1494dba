import { certainEntry } from '../../config/certain.ts';
import type { ScalarValue } from '../../config/value.ts';
import { inProject, isMissing, pathItemsOf } from '../../deployment/accessoryFiles.ts';
import type { PathItem } from '../../deployment/accessoryFiles.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** `Accessory#ensure_local_file_present` raises when the accessory is booted; paths count from where Kamal is run, the project's root. */
export const accessoryLocalFileMissing = rule({
  id: 'accessory-local-file-missing',
  severity: 'information',
  kind: 'deployment',
  summary: 'A file for an accessory that is not in the project',
  each: 'accessory',
  reads: ['files'],
  *check(accessory, { files }) {
    for (const item of pathItemsOf(accessory)) {
      const local = item.key === 'files' ? localOf(item) : null;
      const path = local && inProject(local.path);
      if (!local || !path || !isMissing(files, path)) continue;
      yield report(
        this,
        local.value.at,
        `There is no \`${path}\` in the project: \`kamal accessory boot ${accessory.name}\` stops with ${path.endsWith('erb') ? '"No such file or directory"' : '"Missing file"'}. Add it, or correct the path (it counts from the project's root), unless it is made before the deployment.`,
      );
    }
  },
});

function localOf({ value }: PathItem): { path: string; value: ScalarValue } | null {
  if (value.kind === 'map') {
    const local = certainEntry(value, 'local')?.value;
    return local?.kind === 'scalar' && local.type === 'string' ? { path: local.string, value: local } : null;
  }
  if (value.kind !== 'scalar' || value.type !== 'string' || !value.string.includes(':')) return null;
  return { path: value.string.split(':', 1)[0]!, value };
}
