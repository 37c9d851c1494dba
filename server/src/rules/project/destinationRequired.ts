import { scalarAt, valueAt } from '../../config/get.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** `ensure_destination_if_required`: only says that `-d` must be given; which files there are does not matter. */
export const destinationRequired = rule({
  id: 'destination-required',
  severity: 'error',
  kind: 'kamal',
  summary: '`require_destination` forbids deploying without `-d`',
  reads: ['destination'],
  keys: ['require_destination'],
  *check({ destination, root }) {
    if (destination !== null || !valueAt(root, 'require_destination')) return;
    const value = scalarAt(root, 'require_destination');
    if (value?.value !== true || value.conditional) return;
    yield report(
      this,
      value.at,
      'This file alone is not deployed: `require_destination` asks for `-d` with a destination, such as `kamal deploy -d staging`, and a file `deploy.staging.yml` beside this one.',
      {
        kamal: 'You must specify a destination',
        severity: 'information',
      },
    );
  },
});
