/** What Kamal needs in every `config/deploy.yml` and no example wants to show. */
const needed: Readonly<Record<string, string>> = {
  service: 'service: shop',
  image: 'image: acme/shop',
  registry: 'registry: {username: acme, password: [REGISTRY_PASSWORD]}',
  builder: 'builder: {arch: amd64}',
  servers: 'servers: [192.0.2.1]',
};

/** The lines to put before a fragment of a deploy.yml so that Kamal would load it: those root keys that it has not. None before a text without root keys. */
export function completion(fragment: string): string {
  if (!/^\w+:/m.test(fragment)) return '';
  const lines = Object.entries(needed).filter(
    ([key]) => !new RegExp(`^${key}:`, 'm').test(fragment) && !(key === 'servers' && /^accessories:/m.test(fragment)),
  );
  return lines.map(([, line]) => `${line}\n`).join('');
}
