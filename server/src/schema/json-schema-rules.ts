import { commands } from './commands.ts';
import type { Key } from './key.ts';
import { root } from './root.ts';

/** Keywords of a JSON Schema. */
export type Keywords = Readonly<Record<string, unknown>>;

/** Text with this may become anything. */
export const erb = '<%';

/** What Kamal takes for a string (`validator.rb`, `stringish?`). */
export const stringish: Keywords = { type: ['string', 'number', 'boolean'] };

/** The same, not blank in the sense of Rails. */
export const notBlank: Keywords = { ...stringish, pattern: '\\S' };

/** Kamal calls a registry local by this expression, in which `[:$]` is either of two characters (`configuration/registry.rb`). */
export const localServer: Keywords = { required: ['server'], properties: { server: { type: 'string', pattern: '^localhost[:$]' } } };

/** Labels that roles and accessories may not set (`validator.rb`). */
export const reservedLabels = ['service', 'role', 'destination'];

/** Of these an accessory has exactly one (`validator/accessory.rb`). */
export const targets = ['host', 'hosts', 'role', 'roles', 'tag', 'tags'];

/** `validate_servers!` in `validator.rb`: every key `hosts` is checked so, the proxy's too. */
export const hostList: Keywords = {
  type: ['array', 'string'],
  pattern: erb,
  items: {
    anyOf: [
      stringish,
      {
        type: 'object',
        minProperties: 1,
        maxProperties: 1,
        additionalProperties: { anyOf: [stringish, { type: 'array', items: stringish }] },
      },
    ],
  },
};

/** `validator/registry.rb`: a real String, or the name of a secret in a list of one. */
export const credential: Keywords = {
  anyOf: [
    { type: 'string', pattern: '\\S' },
    { type: 'array', minItems: 1, maxItems: 1, items: { type: 'string' } },
  ],
};

/** `validator/builder.rb`; `whole`: nothing can come from another file. */
export function builderRules(whole: boolean): Keywords {
  const remote = { required: ['remote'], properties: { remote: notBlank } };
  return {
    allOf: [
      { if: { required: ['pack', 'arch'] }, then: { properties: { arch: { maxItems: 1 } } } },
      ...(whole ? [{ if: { required: ['local'], properties: { local: { enum: [false, 'no', 'off'] } } }, then: remote }] : []),
    ],
  };
}

/** What Kamal asks of a single value beyond its type, by the key (the same object stands in root, roles and accessories). */
export const refinements = new Map<Key | undefined, Keywords>([
  // `configuration.rb:364`: `^` and `$` are those of a line in Ruby. No number: `=~` fails on it.
  [root['service'], { type: 'string', pattern: '(^|\\n)[A-Za-z0-9_-]+(\\n|$)|<%' }],
  [root['retain_containers'], { minimum: 1 }],
  // Gem::Version's own pattern; empty counts as not given.
  [
    root['minimum_version'],
    { type: ['string', 'number'], pattern: '^\\s*([0-9]+(\\.[0-9A-Za-z]+)*(-[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?)?\\s*$|<%' },
  ],
  // `validator/alias.rb`
  [root['aliases'], { propertyNames: { pattern: '^[a-z0-9_-]+$', not: { enum: Object.keys(commands) } } }],
  // `validator/proxy.rb`: both or none; the values are not looked at.
  [proxyKey('ssl'), { dependencies: { certificate_pem: ['private_key_pem'], private_key_pem: ['certificate_pem'] } }],
  [proxyKey('run'), { if: { required: ['publish'], properties: { publish: { enum: [false, 'no', 'off'] } } }, then: unpublished() }],
]);

function proxyKey(name: string): Key | undefined {
  const shape = root['proxy']?.shape;
  return shape?.is === 'special' && shape.like.is === 'section' ? shape.like.keys[name] : undefined;
}

function unpublished(): Keywords {
  return { properties: { http_port: false, https_port: false, bind_ips: { maxItems: 0 } } };
}
