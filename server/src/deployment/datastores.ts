/** Images of databases, caches, queues and search engines, by the last part of their name, with the name that people read. */
const images: readonly (readonly [RegExp, string])[] = [
  [/^(mysql|mysql-server|percona|percona-server)$/, 'MySQL'],
  [/^mariadb$/, 'MariaDB'],
  [/^(postgres|postgresql|postgis|pgvector|timescaledb|timescaledb-ha|supabase-postgres)$/, 'PostgreSQL'],
  [/^(redis|redis-stack|redis-stack-server|redis-alpine)$/, 'Redis'],
  [/^(valkey|valkey-bundle)$/, 'Valkey'],
  [/^(keydb|dragonfly|dragonflydb)$/, 'a Redis-like store'],
  [/^memcached$/, 'Memcached'],
  [/^(mongo|mongodb|mongodb-community-server)$/, 'MongoDB'],
  [/^(elasticsearch|opensearch)$/, 'a search engine'],
  [/^(meilisearch|typesense)$/, 'a search engine'],
  [/^(clickhouse|clickhouse-server)$/, 'ClickHouse'],
  [/^(rabbitmq|nats|kafka|cp-kafka)$/, 'a message queue'],
  [/^(cassandra|scylla|couchdb|couchbase|neo4j|influxdb|rethinkdb|cockroach|etcd|qdrant|weaviate)$/, 'a database'],
];

/**
 * What an image keeps, where it is a datastore that many know.
 * @param image as written, with registry, tag and digest
 */
export function datastoreOf(image: string): string | null {
  const name = image
    .replace(/@[^]*$/, '')
    .split('/')
    .at(-1)!
    .replace(/:[^]*$/, '')
    .toLowerCase();
  return images.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
