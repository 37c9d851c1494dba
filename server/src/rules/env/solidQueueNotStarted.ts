import { variablesWhere } from '../../references/variables.ts';
import { isWritten } from '../../config/certain.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** Rails' own Puma configuration starts Solid Queue with `plugin :solid_queue if ENV["SOLID_QUEUE_IN_PUMA"]`; without the line the variable is read by nobody. */
export const solidQueueNotStarted = rule({
  id: 'solid-queue-not-started',
  severity: 'information',
  kind: 'deployment',
  summary: '`SOLID_QUEUE_IN_PUMA` is set, and config/puma.rb starts no Solid Queue',
  reads: ['roles', 'files'],
  looks: { inPuma: variablesWhere(({ name, keyType }) => name === 'SOLID_QUEUE_IN_PUMA' && keyType === 'string') },
  *check({ files, roles, inPuma }) {
    for (const { entry } of inPuma) {
      if (entry.conditional || !isWritten(entry.value) || (entry.value.kind === 'scalar' && /^(false|0|)$/.test(entry.value.string)))
        continue;
      const puma = files.get('config/puma.rb');
      if (typeof puma === 'string' || /solid_queue/.test(puma.text.replace(/#.*$/gm, ''))) return;
      if (roles.some(({ cmd }) => cmd !== null && /bin\/jobs|solid_queue/.test(cmd))) return;
      yield report(
        this,
        entry.key.at,
        'config/puma.rb has no `plugin :solid_queue`, so Puma starts no Solid Queue whatever this variable says, and no role runs `bin/jobs`: jobs are enqueued and never worked. Add `plugin :solid_queue if ENV["SOLID_QUEUE_IN_PUMA"]` to config/puma.rb, or a role with `cmd: bin/jobs`.',
      );
    }
  },
});
