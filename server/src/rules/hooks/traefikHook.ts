import { mayHave } from '../../config/certain.ts';
import { entryAt, scalarAt } from '../../config/get.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** `ensure_no_traefik_reboot_hooks`: hooks of Kamal 1 that would never run. Only their existence counts. */
export const traefikHook = rule({
  id: 'traefik-hook',
  severity: 'error',
  kind: 'kamal',
  summary: 'The hooks folder holds hooks of Kamal 1 for Traefik',
  reads: ['files', 'top'],
  keys: ['hooks_path', 'service'],
  *check({ root, files, top }) {
    const path = scalarAt(root, 'hooks_path');
    if (mayHave(root, 'hooks_path') || (path && path.type !== 'string')) return;
    const folder = (path?.string ?? '.kamal/hooks').replace(/^\.\//, '').replace(/(?<!\/)\/+$/, '');
    const names = files.list(folder);
    if (typeof names === 'string') return;
    const found = ['pre-traefik-reboot', 'post-traefik-reboot'].filter((name) => names.includes(name));
    if (found.length === 0) return;
    const at = path?.at ?? entryAt(root, 'service')?.key.at ?? top;
    yield report(
      this,
      at,
      `${folder} holds ${found.map((name) => `\`${name}\``).join(' and ')} of Kamal 1: there is no Traefik any more, and Kamal refuses to load the file. Rename ${found.length > 1 ? 'them' : 'it'} to ${found.map((name) => `\`${name.replace('traefik', 'proxy')}\``).join(' and ')}.`,
      {
        kamal: `Found ${found.join(', ')}, these should be renamed to (pre|post)-proxy-reboot`,
      },
    );
  },
});
