/** A configuration that Kamal accepts and nobody would say anything about. */
export const good = `service: shop
image: shop/app
registry:
  server: localhost:5000
builder:
  arch: amd64
servers:
  web:
    - 192.0.2.10
`;
/** The same with a key that Kamal refuses. */
export const bad = `${good}nonsense: true\n`;
