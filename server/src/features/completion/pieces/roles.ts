import { literal } from '../candidate.ts';
import { hostsSeen } from '../names.ts';
import type { Piece } from '../piece.ts';
import type { CompletionRequest } from '../request.ts';

/** Roles that many deployments come to need. A destination lays its servers over the roles of its base, and gets none. */
export function rolePieces(request: CompletionRequest, present: readonly string[]): Piece[] {
  if (request.base) return [];
  const host = literal(hostsSeen(request)[0] ?? '192.0.2.11');
  const pieces: Piece[] = [
    {
      label: 'job role',
      filter: 'job role',
      detail: 'A role that works off jobs, behind no proxy',
      lines: ['job:', '  hosts:', `    - \${1:${host}}`, '  cmd: ${2:bin/jobs}'],
    },
    {
      label: 'API role with its own host',
      filter: 'api role',
      detail: 'A role that takes web traffic under a name of its own',
      lines: [
        'api:',
        '  hosts:',
        `    - \${1:${host}}`,
        '  cmd: ${2:bin/api}',
        '  proxy:',
        '    host: ${3:api.example.com}',
        '    ssl: true',
        '    app_port: ${4:3000}',
      ],
    },
  ];
  return pieces.filter(({ lines }) => !present.includes(lines[0]!.slice(0, -1)));
}
