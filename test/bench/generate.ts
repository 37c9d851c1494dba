/** Hosts, names and numbers that look alike everywhere and never repeat: the same text at every run. */
const host = (n: number): string => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;

const head = `# Generated: the shape of a real file, at any size.
service: shop
image: acme/shop

registry:
  server: ghcr.io
  username: acme
  password:
    - REGISTRY_PASSWORD

builder:
  arch: amd64
  cache:
    type: gha

proxy:
  host: shop.example.com
  app_port: 3000
  healthcheck:
    path: /up
    interval: 3

boot:
  limit: 25%
  wait: 2
`.split('\n');

const role = (n: number): string[] => [
  `  ${n === 0 ? 'web' : `worker_${n}`}:`,
  '    hosts:',
  ...[0, 1, 2, 3].map((i) => `      - ${host(n * 4 + i)}${i % 2 ? '' : `: [zone_${n % 3}]`}`),
  ...(n === 0 ? [] : [`    cmd: bin/jobs --queue q${n} # only what nobody waits for`]),
  '    options:',
  '      memory: 2g',
  `      cpus: ${1 + (n % 4)}`,
  '    env:',
  '      clear:',
  `        QUEUE: "q${n}"`,
  '',
];

const accessory = (n: number): string[] => [
  `  store_${n}:`,
  '    image: valkey/valkey:8.0',
  `    host: ${host(0x20000 + n)}`,
  `    port: "10.9.${n >> 8}.${n & 255}:6379:6379"`,
  '    env:',
  '      clear:',
  `        MAX_MEMORY: ${100 + n}mb`,
  '      secret:',
  `        - STORE_${n}_PASSWORD`,
  '    directories:',
  '      - data:/data',
  '',
];

const variable = (n: number): string[] => [...(n % 8 ? [] : [`    # group ${n / 8}`]), `    SETTING_${n}: "value ${n} of this setting"`];

const alias = (n: number): string[] => [`  task-${n}: app exec --reuse "bin/rails task:number_${n}"`];

/**
 * A `deploy.yml` that Kamal loads: roles, accessories, variables and aliases in fixed shares.
 * @param lines exactly as many, 120 at least
 */
export function generate(lines: number): string {
  const free = lines - head.length - 15;
  const sections: [header: string[], share: number, entry: (n: number) => string[]][] = [
    [['servers:'], 0.3, role],
    [['accessories:'], 0.3, accessory],
    [
      [
        'env:',
        '  secret:',
        '    - RAILS_MASTER_KEY',
        '  tags:',
        ...[0, 1, 2].flatMap((n) => [`    zone_${n}:`, `      ZONE: z${n}`]),
        '  clear:',
      ],
      0.3,
      variable,
    ],
    [['', 'aliases:'], 0.1, alias],
  ];
  const text = [...head];
  for (const [header, share, entry] of sections) {
    text.push(...header);
    const end = text.length + Math.max(share * free, entry(1).length);
    for (let n = 0; n === 0 || text.length + entry(n).length <= end; n++) text.push(...entry(n));
  }
  while (text.length < lines) text.push('# the end');
  return `${text.slice(0, lines).join('\n')}\n`;
}

/** What a destination of such a file changes: twenty-four lines. */
export function generateDestination(n: number): string {
  const variables = Array.from({ length: 14 }, (_, i) => `    SETTING_${i}: "of destination ${n}"`);
  return [
    'servers:',
    '  web:',
    '    hosts:',
    ...[0, 1, 2, 3].map((i) => `      - ${host(0x40000 + n * 4 + i)}: [zone_${i % 3}]`),
    'proxy:',
    `  host: shop-${n}.example.com`,
    'env:',
    '  clear:',
    ...variables,
    '',
  ].join('\n');
}
