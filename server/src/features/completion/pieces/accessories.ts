import { layerOf } from '../../../config/config.ts';
import { scalarAt } from '../../../config/get.ts';
import { literal } from '../candidate.ts';
import { hostsSeen } from '../names.ts';
import type { Piece } from '../piece.ts';
import type { CompletionRequest } from '../request.ts';

interface Store {
  readonly label: string;
  /** Names for the accessory: the first one that is free. */
  readonly names: readonly string[];
  readonly image: string;
  /** Published for the server alone: the app reaches it over the Docker network. */
  readonly port: number;
  readonly cmd?: string;
  readonly clear?: readonly string[];
  readonly secret?: string;
  readonly data: string;
}

/** Fixed tags: with `latest` a reboot may bring a new major version. */
const stores: readonly Store[] = [
  {
    label: 'Postgres',
    names: ['db', 'postgres'],
    image: 'postgres:17',
    port: 5432,
    clear: ['POSTGRES_USER: ${2:SERVICE}', 'POSTGRES_DB: ${3:SERVICE_production}'],
    secret: 'POSTGRES_PASSWORD',
    data: '/var/lib/postgresql/data',
  },
  {
    label: 'MySQL',
    names: ['db', 'mysql'],
    image: 'mysql:8.4',
    port: 3306,
    clear: ['MYSQL_DATABASE: ${2:SERVICE_production}'],
    secret: 'MYSQL_ROOT_PASSWORD',
    data: '/var/lib/mysql',
  },
  { label: 'Redis', names: ['redis'], image: 'redis:7.4', port: 6379, cmd: 'redis-server --appendonly yes', data: '/data' },
  {
    label: 'Meilisearch',
    names: ['search', 'meilisearch'],
    image: 'getmeili/meilisearch:v1.15',
    port: 7700,
    clear: ['MEILI_ENV: production'],
    secret: 'MEILI_MASTER_KEY',
    data: '/meili_data',
  },
];

/** Services that apps are most often run with, on a server that is known already. A destination gets none: its base has them. */
export function accessoryPieces(request: CompletionRequest, present: readonly string[]): Piece[] {
  if (request.base) return [];
  const host = literal(hostsSeen(request)[0] ?? '192.0.2.12');
  const own = request.family().find(({ file }) => file === request.file);
  const service = (own && scalarAt(layerOf(own).document, 'service')?.string) || 'app';
  return stores.flatMap((store): Piece[] => {
    const name = store.names.find((one) => !present.includes(one));
    if (name === undefined) return [];
    const { label, image, port, cmd, clear = [], secret, data } = store;
    const fill = (line: string): string => line.replace('SERVICE', literal(service.replace(/[^\w]/g, '_')));
    return [
      {
        label,
        filter: label,
        detail: `An accessory with its data on the server: ${image}`,
        lines: [
          `${name}:`,
          `  image: ${image}`,
          `  host: \${1:${host}}`,
          `  port: "127.0.0.1:${port}:${port}"`,
          ...(cmd ? [`  cmd: ${cmd}`] : []),
          ...(clear.length > 0 || secret ? ['  env:'] : []),
          ...(clear.length > 0 ? ['    clear:', ...clear.map((line) => `      ${fill(line)}`)] : []),
          ...(secret ? ['    secret:', `      - ${secret}`] : []),
          '  directories:',
          `    - data:${data}`,
        ],
      },
    ];
  });
}
