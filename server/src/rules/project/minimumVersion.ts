import { scalarAt } from '../../config/get.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { writeText } from '../fixes/scalarFixes.ts';
import { compareVersions, isVersion } from '../../schema/versions.ts';
import { newest, originWords } from '../../schema/version.ts';

/** `ensure_required_kamal_version` with Ruby's Gem::Version. */
export const minimumVersion = rule({
  id: 'minimum-version',
  severity: 'error',
  kind: 'kamal',
  summary: 'The Kamal in use is older than `minimum_version`, or that is no version',
  reads: ['kamal'],
  keys: ['minimum_version'],
  *check({ root, kamal }) {
    const value = scalarAt(root, 'minimum_version');
    if (!value || value.conditional || value.type === 'null' || value.value === false || value.string.trim() === '') return;
    const current = kamal?.version ?? newest;
    const number = value.string.length < 100 ? /\d+(\.[0-9a-z]+)*(?=[\s,"']*$)/i.exec(value.string)?.[0] : undefined;
    if (!isVersion(value.string)) {
      yield report(
        this,
        value.at,
        `\`${value.string}\` is no version number: Kamal stops with an ArgumentError. Write digits and dots only, such as \`minimum_version: "2.12.0"\`.`,
        {
          fixes: number === undefined ? [] : writeText(value, number, compareVersions(number, current) <= 0),
          kamal: `Malformed version number string ${value.string}`,
        },
      );
      return;
    }
    if (compareVersions(value.string, current) > 0) {
      const source = kamal === null ? `${current}, the newest that is known here` : `${current} (from ${originWords[kamal.from]})`;
      yield report(
        this,
        value.at,
        `This file asks for Kamal ${value.string} or newer, and the project uses ${source}. Kamal refuses to load the file. Update Kamal, or lower \`minimum_version\`.`,
        {
          kamal: `Current version is ${current}, minimum required is ${value.string}`,
        },
      );
    }
  },
});
