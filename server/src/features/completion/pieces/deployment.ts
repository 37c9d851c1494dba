import type { Piece } from '../piece.ts';

/** The smallest configuration that Kamal 2 loads and that ends with an application under https. */
export function deploymentPiece(): Piece {
  return {
    label: 'a whole deployment',
    filter: 'deployment',
    detail: 'A web role under https, with a registry: what Kamal needs to deploy',
    lines: [
      '# Names the containers on the servers; do not change it later.',
      'service: ${1:shop}',
      'image: ${2:me}/${1:shop}',
      '',
      'servers:',
      '  web:',
      '    - ${3:192.0.2.10}',
      '',
      "# kamal-proxy takes the web traffic, with a certificate from Let's Encrypt.",
      'proxy:',
      '  ssl: true',
      '  host: ${4:shop.example.com}',
      '  # The port that the application listens on inside its container.',
      '  app_port: ${5:3000}',
      '',
      'registry:',
      '  server: ${6:ghcr.io}',
      '  username: ${2:me}',
      '  # The name of a secret: its value belongs into .kamal/secrets.',
      '  password:',
      '    - KAMAL_REGISTRY_PASSWORD',
      '',
      'builder:',
      '  arch: ${7|amd64,arm64|}',
      '',
    ],
  };
}
