import type { Key, Section } from './key.ts';
import { either, list, page, section, special, string } from './shapes.ts';

const secret = special('secret-name', either(string, list(string)));
const local = '`server` is `localhost:<port>`';

const keys: Section = {
  server: {
    shape: string,
    since: '1.x',
    purpose: 'Address of the registry, without scheme and without path to the image',
    details:
      'Put in front of `image`, so do not repeat it there.\n\n' +
      '`localhost:5000` (since 2.8) makes Kamal run a registry itself and needs no login. Only with the port: bare `localhost` and `127.0.0.1:5000` count as ordinary registries.',
    default: 'Docker Hub',
    values: ['ghcr.io', 'registry.gitlab.com', 'registry.digitalocean.com', 'localhost:5000'],
    newer: [{ since: '2.8', when: { matches: '^localhost[:$]' }, purpose: 'A registry that Kamal runs itself' }],
    example: 'server: ghcr.io',
    link: page('docker-registry'),
  },
  username: {
    shape: secret,
    since: '1.x',
    requiredUnless: local,
    purpose: 'User name at the registry, or the secret that holds it',
    details: 'Text is sent as it is. A list with one name looks that name up in the secrets file. A number must be quoted.',
    example: 'username: my-user',
    link: page('docker-registry'),
  },
  password: {
    shape: secret,
    since: '1.x',
    requiredUnless: local,
    purpose: 'The secret that holds the password or access token for the registry',
    details:
      'A **list with one name**: `- KAMAL_REGISTRY_PASSWORD` is looked up in `.kamal/secrets`. Without the dash the name itself is sent as the password, and the login fails.',
    example: 'password:\n  - KAMAL_REGISTRY_PASSWORD',
    link: page('docker-registry'),
  },
};

const shape = special('registry', section(keys));
const example = 'registry:\n  server: ghcr.io\n  username: my-user\n  password:\n    - KAMAL_REGISTRY_PASSWORD';

export const rootRegistry: Key = {
  shape,
  since: '1.x',
  required: true,
  purpose: "Where the app's image is pushed to, and where the servers pull it from",
  details:
    'Your machine and every server log in here, before anything else of a deployment. `username` and `password` are required unless the registry is a local one. ' +
    'Without the whole section Kamal complains that `registry/username` is required.',
  example,
  link: page('docker-registry'),
};

export const accessoryRegistry: Key = {
  shape,
  since: '2.5',
  purpose: "Registry of the accessory's image, where it needs a login of its own",
  details:
    'Its `server` is put in front of `image`. An empty map counts as none; otherwise `username` and `password` are required unless the registry is a local one.',
  default: 'none: the image is pulled as written',
  example,
  link: page('accessories', 'registry'),
};
