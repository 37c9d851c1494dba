import {
  builderRules,
  credential,
  erb,
  hostList,
  type Keywords,
  localServer,
  notBlank,
  refinements,
  reservedLabels,
  stringish,
  targets,
} from './json-schema-rules.ts';
import { withDefinitions } from './json-schema-definitions.ts';
import type { Key, Section, Shape, Special } from './key.ts';
import { root } from './root.ts';

/** A JSON Schema, draft 7: the draft that most editors read. */
export type JsonSchema = boolean | { readonly [keyword: string]: unknown };

export interface Options {
  /** Reads YAML, to turn the tables' examples into values. */
  readonly parse: (yaml: string) => unknown;
  /** For files that are only a part of a configuration (`deploy.<destination>.yml`, or a base that needs one): nothing is required. */
  readonly part?: boolean;
}

/** Where each release puts the two schemas (`scripts/release.mjs`). */
const published = 'https://github.com/kamal-tools/vscode-kamal/releases/latest/download';

/**
 * The tables as a JSON Schema, for editors that have nothing better. It accepts what Kamal 2.12 loads, as far as such a schema can say it.
 * Editors read YAML 1.2, Ruby 1.1, and nobody runs ERB for them: where Ruby sees a number, a boolean or a list, text is let through that
 * becomes one (`yes`, `40_000_000`, `<%= … %>`).
 */
export function jsonSchema(options: Options): JsonSchema {
  return withDefinitions({
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: `${published}/${options.part ? 'deploy.part' : 'deploy'}.schema.json`,
    title: options.part ? 'Kamal, part of a configuration (deploy.<destination>.yml)' : 'Kamal (config/deploy.yml)',
    ...new Writer(options).root(),
  });
}

class Writer {
  private readonly options: Options;

  constructor(options: Options) {
    this.options = options;
  }

  root(): Keywords {
    const keys = this.section(root);
    return {
      ...keys,
      // `validator/configuration.rb`: the place for anchors.
      patternProperties: { '^x-': true },
      ...this.whole({
        anyOf: [{ required: ['servers'] }, { required: ['accessories'] }],
        if: { required: ['registry'], properties: { registry: localServer } },
        else: { required: ['image'] },
        allOf: [
          {
            // `configuration/servers.rb`, `configuration.rb:344`
            if: { required: ['servers'], properties: { servers: { type: 'object' } }, not: { required: ['primary_role'] } },
            then: { properties: { servers: { required: ['web'] } } },
          },
        ],
        // An empty one counts as none in an accessory only.
        not: { required: ['registry'], properties: { registry: { maxProperties: 0 } } },
      }),
    };
  }

  /** Conditions that hold for a whole configuration only: another part may bring what is missing. */
  private whole(keywords: Keywords): Keywords {
    return this.options.part ? {} : keywords;
  }

  private section(keys: Section, open = false): Keywords {
    const required = Object.keys(keys).filter((name) => keys[name]?.required);
    return {
      type: 'object',
      properties: this.properties(keys),
      ...(open ? {} : { additionalProperties: false }),
      ...this.whole(required.length > 0 ? { required } : {}),
    };
  }

  private properties(keys: Section): Keywords {
    return Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, { ...this.about(name, key), ...this.refined(key) }]));
  }

  /** What editors show, offer and fill in. */
  private about(name: string, key: Key): Keywords {
    const facts = [
      key.default === undefined ? undefined : `Default: ${key.default}`,
      key.since === '1.x' ? undefined : `Since Kamal ${key.since}`,
    ];
    const paragraphs = [`${key.purpose}.`, key.details, facts.filter(Boolean).join('. '), `[Documentation](${key.link})`].filter(Boolean);
    const example = this.example(name, key);
    return {
      description: `${key.purpose}.`,
      markdownDescription: paragraphs.join('\n\n'),
      ...typedDefault(key),
      ...(example === undefined ? {} : { examples: [example] }),
      ...(key.ignored ? { deprecationMessage: key.purpose } : {}),
    };
  }

  private example(name: string, key: Key): unknown {
    const read = this.options.parse(key.example);
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>)[name] : undefined;
  }

  private refined(key: Key): Keywords {
    const keywords = this.shape(key.shape);
    const refine = refinements.get(key) ?? (key.closed && key.shape.is === 'string' && key.values ? { enum: key.values } : undefined);
    return refine ? { ...keywords, ...refine } : keywords;
  }

  private shape(shape: Shape): Keywords {
    switch (shape.is) {
      case 'string':
        return stringish;
      case 'integer':
        return { type: ['integer', 'string'], pattern: `^[-+]?[0-9]+([_,][0-9]+)+$|${erb}` };
      case 'boolean':
        if (shape.only !== undefined) return { enum: shape.only ? [true, 'yes', 'on'] : [false, 'no', 'off'] };
        return { type: ['boolean', 'string'], pattern: `^([Yy]es|YES|[Nn]o|NO|[Oo]n|ON|[Oo]ff|OFF)$|${erb}` };
      case 'list':
        return { type: ['array', 'string'], pattern: erb, items: this.shape(shape.of) };
      case 'section':
        return this.section(shape.keys, shape.open);
      case 'names':
        return { type: 'object', additionalProperties: this.named(shape) };
      case 'anything':
        return { type: 'object', ...(shape.keys ? { properties: this.described(shape.keys) } : {}) };
      case 'either':
        return { anyOf: shape.of.map((form) => this.shape(form)) };
      case 'special':
        return this.special(shape.validator, shape.like);
    }
  }

  private named(shape: Extract<Shape, { is: 'names' }>): Keywords {
    return { ...(shape.entry ? { description: `${shape.entry.purpose}.` } : {}), ...this.shape(shape.of) };
  }

  /** Keys that Kamal does not look at: their texts. Only a restart policy has a validator of its own. */
  private described(keys: Section): Keywords {
    return Object.fromEntries(
      Object.entries(keys).map(([name, key]) => [
        name,
        { ...this.about(name, key), ...(key.shape.is === 'special' && key.shape.validator === 'restart' ? this.shape(key.shape) : {}) },
      ]),
    );
  }

  private special(validator: Special, like: Shape): Keywords {
    switch (validator) {
      case 'hosts':
        return hostList;
      case 'env':
        return this.env(like);
      case 'proxy':
        return like.is === 'either' ? { anyOf: like.of.map((form) => this.proxy(form)) } : this.proxy(like);
      case 'restart':
        return { type: 'string', pattern: '^(no|always|unless-stopped|on-failure(:[0-9]+)?)$' };
      case 'arch':
        return { anyOf: [notBlank, { type: 'array', minItems: 1, items: stringish }] };
      case 'ssh-config':
        return { type: ['boolean', 'string', 'array'], items: stringish };
      case 'hooks-output':
        return { ...stringish, pattern: `^:?(quiet|verbose)$|${erb}` };
      case 'secret-name':
        return like.is === 'either' ? credential : this.shape(like);
      case 'labels':
        return { ...this.shape(like), propertyNames: { not: { enum: reservedLabels } } };
      case 'accessory':
        return {
          ...this.shape(like),
          ...(this.options.part
            ? { not: { anyOf: pairs(targets).map((required) => ({ required })) } }
            : { oneOf: targets.map((target) => ({ required: [target] })) }),
        };
      case 'builder':
        return { ...this.shape(like), ...builderRules(!this.options.part) };
      case 'registry':
        return this.registry(like);
      case 'servers':
      case 'role':
      case 'alias':
        return this.shape(like);
    }
  }

  /** `validator/env.rb`: one of the three words makes every other name unknown. */
  private env(like: Shape): Keywords {
    if (like.is !== 'either') return this.shape(like);
    const complex = like.of.find((form) => form.is === 'section');
    const simple = like.of.find((form) => form.is === 'names');
    if (complex?.is !== 'section' || simple?.is !== 'names') return this.shape(like);
    return {
      type: 'object',
      properties: this.properties(complex.keys),
      if: { anyOf: ['clear', 'secret', 'tags'].map((word) => ({ required: [word] })) },
      then: { properties: Object.fromEntries(Object.keys(complex.keys).map((word) => [word, true])), additionalProperties: false },
      else: { additionalProperties: this.named(simple) },
    };
  }

  /** `validator/proxy.rb` */
  private proxy(form: Shape): Keywords {
    const keywords = this.shape(form);
    if (form.is !== 'section') return keywords;
    const hosts = [{ required: ['host'] }, { required: ['hosts'] }];
    return {
      ...keywords,
      not: { required: ['host', 'hosts'] },
      ...this.whole({
        if: { required: ['ssl'], properties: { ssl: { anyOf: [{ enum: [true, 'yes', 'on'] }, { type: 'object' }] } } },
        then: { anyOf: hosts },
      }),
    };
  }

  /** `validator/registry.rb`: credentials are looked at only where the registry is not a local one. */
  private registry(like: Shape): Keywords {
    const { properties, ...keywords } = this.shape(like) as { properties: Record<string, Keywords> };
    const { username, password, ...others } = properties;
    const texts = ({ description, markdownDescription, examples }: Keywords = {}): Keywords => ({
      description,
      markdownDescription,
      examples,
    });
    return {
      ...keywords,
      properties: { ...others, username: texts(username), password: texts(password) },
      if: { anyOf: [localServer, { maxProperties: 0 }] },
      else: { properties: { username: credential, password: credential }, ...this.whole({ required: ['username', 'password'] }) },
    };
  }
}

function pairs(names: readonly string[]): string[][] {
  return names.flatMap((one, i) => names.slice(i + 1).map((other) => [one, other]));
}

/** A default that is a value and no sentence. */
function typedDefault(key: Key): Keywords | undefined {
  if (key.shape.is === 'integer' && /^\d+$/.test(key.default ?? '')) return { default: Number(key.default) };
  if (key.shape.is === 'boolean' && /^(true|false)$/.test(key.default ?? '')) return { default: key.default === 'true' };
  return undefined;
}
