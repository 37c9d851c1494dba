/**
 * Official images of datastores: where they keep what must not be lost, and what they refuse to start without. From the entry scripts and
 * `VOLUME` lines of the images on Docker Hub (`docker-library`, `getmeili/meilisearch`).
 */
export interface DatastoreImage {
  /** `postgres`; `library/postgres` and `docker.io/library/postgres` are the same. */
  readonly name: RegExp;
  readonly label: string;
  /** The folder with the data in the container; by major version where it moved. */
  readonly data: string | ((major: number | undefined) => string | undefined);
  /** One of these must be given, or one of them with `_FILE` behind. */
  readonly needs?: readonly string[];
  /** Words in the names of variables that lead an application there. */
  readonly words: readonly string[];
  readonly port: number;
  /** Often a cache only, whose data nobody misses. */
  readonly cache?: true;
}

const postgres: DatastoreImage = {
  name: /^postgres$/,
  label: 'PostgreSQL',
  data: (major) => (major === undefined ? undefined : major >= 18 ? '/var/lib/postgresql' : '/var/lib/postgresql/data'),
  needs: ['POSTGRES_PASSWORD', 'POSTGRES_HOST_AUTH_METHOD'],
  words: ['DB', 'DATABASE', 'POSTGRES', 'POSTGRESQL', 'PG'],
  port: 5432,
};

export const datastoreImages: readonly DatastoreImage[] = [
  postgres,
  // Built on the official image, whose entry script they keep; their tags say in many ways which PostgreSQL it is.
  { ...postgres, name: /^(pgvector\/pgvector|postgis\/postgis)$/, data: () => undefined },
  {
    name: /^mysql$/,
    label: 'MySQL',
    data: '/var/lib/mysql',
    needs: ['MYSQL_ROOT_PASSWORD', 'MYSQL_ALLOW_EMPTY_PASSWORD', 'MYSQL_RANDOM_ROOT_PASSWORD'],
    words: ['DB', 'DATABASE', 'MYSQL'],
    port: 3306,
  },
  {
    name: /^mariadb$/,
    label: 'MariaDB',
    data: '/var/lib/mysql',
    needs: [
      'MARIADB_ROOT_PASSWORD',
      'MARIADB_ROOT_PASSWORD_HASH',
      'MARIADB_ALLOW_EMPTY_ROOT_PASSWORD',
      'MARIADB_RANDOM_ROOT_PASSWORD',
      'MYSQL_ROOT_PASSWORD',
      'MYSQL_ALLOW_EMPTY_PASSWORD',
      'MYSQL_RANDOM_ROOT_PASSWORD',
    ],
    words: ['DB', 'DATABASE', 'MYSQL', 'MARIADB'],
    port: 3306,
  },
  { name: /^mongo$/, label: 'MongoDB', data: '/data/db', words: ['MONGO', 'MONGODB', 'DB', 'DATABASE'], port: 27017 },
  {
    name: /^(redis|valkey\/valkey)$/,
    label: 'Redis',
    data: '/data',
    words: ['REDIS', 'VALKEY', 'CACHE', 'QUEUE', 'CABLE', 'SIDEKIQ'],
    port: 6379,
    cache: true,
  },
  { name: /^memcached$/, label: 'Memcached', data: '', words: ['MEMCACHE', 'MEMCACHED', 'CACHE'], port: 11211, cache: true },
  {
    name: /^elasticsearch$/,
    label: 'Elasticsearch',
    data: '/usr/share/elasticsearch/data',
    words: ['ELASTIC', 'ELASTICSEARCH', 'SEARCH'],
    port: 9200,
  },
  { name: /^getmeili\/meilisearch$/, label: 'Meilisearch', data: '/meili_data', words: ['MEILI', 'MEILISEARCH', 'SEARCH'], port: 7700 },
  { name: /^clickhouse(\/clickhouse-server)?$/, label: 'ClickHouse', data: '/var/lib/clickhouse', words: ['CLICKHOUSE'], port: 8123 },
  { name: /^rabbitmq$/, label: 'RabbitMQ', data: '/var/lib/rabbitmq', words: ['RABBIT', 'RABBITMQ', 'AMQP'], port: 5672 },
];

/** An image as it is written, taken apart. */
export interface ImageName {
  /** Without Docker Hub's own names in front. */
  readonly name: string;
  readonly tag: string | undefined;
  /** The number that the tag begins with. */
  readonly major: number | undefined;
}

/** @param image with registry, tag and digest, as in `image:` */
export function imageName(image: string): ImageName {
  const [path = ''] = image.split('@');
  const slash = path.lastIndexOf('/');
  const colon = path.indexOf(':', slash + 1);
  const tag = colon < 0 ? undefined : path.slice(colon + 1);
  const name = (colon < 0 ? path : path.slice(0, colon)).replace(/^(?:(?:index\.)?docker\.io\/)?(?:library\/)?/, '');
  const major = /^\d+/.exec(tag ?? '')?.[0];
  return { name, tag, major: major === undefined ? undefined : Number(major) };
}

/** The table's row for an image; undefined for all others. */
export function datastoreImage(image: string): DatastoreImage | undefined {
  const { name } = imageName(image);
  return datastoreImages.find((one) => one.name.test(name));
}
