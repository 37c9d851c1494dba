import type { Path } from '../../../schema/index.ts';
import { compareVersions } from '../../../schema/versions.ts';
import { baseAt } from '../base.ts';
import type { Piece } from '../piece.ts';
import type { CompletionRequest } from '../request.ts';

export const registryPiece: Piece = {
  label: 'registry with a login',
  filter: 'registry',
  detail: 'Where the image is kept, with the name of the secret that logs in',
  lines: ['registry:', '  server: ${1:ghcr.io}', '  username: ${2:me}', '  password:', '    - ${3:KAMAL_REGISTRY_PASSWORD}'],
};

/** TLS with an own certificate, for a proxy that has no `ssl` yet. Kamal wants a host beside it (`proxy: Must set a host …`). */
export function certificatePiece(request: CompletionRequest, path: Path, present: readonly string[]): Piece[] {
  const taken = [...present, ...baseAt(request.base, path).names];
  if (present.includes('ssl') || (request.kamal && compareVersions('2.7', request.kamal.version) > 0)) return [];
  const host = taken.includes('host') || taken.includes('hosts') ? [] : ['host: ${3:shop.example.com}'];
  return [
    {
      label: 'TLS with an own certificate',
      filter: 'ssl tls certificate',
      detail: 'Names of two secrets: the certificate and its private key',
      lines: ['ssl:', '  certificate_pem: ${1:CERTIFICATE_PEM}', '  private_key_pem: ${2:PRIVATE_KEY_PEM}', ...host],
    },
  ];
}
