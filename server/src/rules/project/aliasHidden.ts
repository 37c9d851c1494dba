import { mapAt } from '../../config/get.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { fix, placeOf, renameKey } from '../../edit/index.ts';
import { removeIt } from '../fixes/scalarFixes.ts';

/** Thor, which reads Kamal's command line, has a `help` of its own, and asks for aliases only where it knows no command. */
export const aliasHidden = rule({
  id: 'alias-hidden',
  severity: 'hint',
  kind: 'deployment',
  summary: 'An alias that never runs, because a command of the same name does',
  keys: ['aliases'],
  *check({ root }) {
    const aliases = mapAt(root, 'aliases');
    const entry = aliases?.entries.get('help');
    if (!aliases || !entry || entry.conditional || entry.keyType !== 'string') return;
    yield report(this, entry.key.at, '`kamal help` always lists the commands of Kamal: this alias never runs. Choose another name.', {
      tag: 'unnecessary',
      fixes: [
        ...(aliases.entries.has('info')
          ? []
          : [
              fix('Rename to `info`', entry.key.at.chunk.file, (source) => {
                const place = placeOf(source, entry.key);
                return place && renameKey(source, place, 'info');
              }),
            ]),
        removeIt(entry),
      ],
    });
  },
});
