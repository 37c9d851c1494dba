import type { ScalarValue } from '../config/value.ts';
import { namesInCommand } from './command.ts';
import type { NameKind } from './mention.ts';
import { parts, type Word } from './words.ts';

/** A name in a scalar, and whether it is given there. */
export interface NameInText {
  readonly kind: NameKind;
  readonly word: Word;
  readonly defines: boolean;
  /** The name is that of the variable, too, and the image wants the variable to be called so. */
  readonly keepsVariable?: true;
}

/** What stands at a place of deploy.yml, as far as names go. */
export interface Place {
  /** Names in a scalar that stands here. */
  readonly text?: (value: ScalarValue) => readonly NameInText[];
  /** Kamal's own keys. */
  readonly keys?: Readonly<Record<string, Place>>;
  /** Keys that people choose: what such a key gives a name to, and what stands below it. */
  readonly each?: { readonly names: NameKind; readonly below: Place };
  readonly items?: Place;
  /** The role that a list makes here (`configuration/servers.rb`). */
  readonly listIs?: string;
}

function whole(value: ScalarValue): Word {
  return { text: value.string, from: 0, to: value.string.length };
}

function one(kind: NameKind, defines = false): Place {
  return { text: (value) => (value.type === 'string' && value.string.trim() !== '' ? [{ kind, word: whole(value), defines }] : []) };
}

function oneOrMany(kind: NameKind): Place {
  return { ...one(kind), items: one(kind) };
}

/** The name in the secrets file: of `NAME:OTHER` the second (`configuration/env.rb`). */
const secret: Place = {
  text: (value) => {
    if (value.type !== 'string') return [];
    const [name, other] = parts(value.string, ':');
    return name ? [{ kind: 'secret', word: other ?? name, defines: false }] : [];
  },
};

const secrets: Place = { items: secret };

const host = one('host', true);

const hosts: Place = { items: { ...host, each: { names: 'host', below: oneOrMany('tag') } } };

const proxy: Place = {
  keys: {
    // Kamal splits at commas.
    host: {
      text: (value) =>
        value.type === 'string' ? parts(value.string, ',').map((word) => ({ kind: 'proxyHost', word, defines: true })) : [],
    },
    hosts: { items: one('proxyHost', true) },
    ssl: { keys: { certificate_pem: one('secret'), private_key_pem: one('secret') } },
  },
};

const registry: Place = { keys: { username: secrets, password: secrets } };

const env: Place = { keys: { secret: secrets } };

/** Of an accessory: its image looks for its variables by their names (`POSTGRES_PASSWORD`). */
const accessoryEnv: Place = {
  keys: { secret: { items: { text: (value) => secret.text!(value).map((name) => ({ ...name, keepsVariable: true as const })) } } },
};

const command: Place = {
  text: (value) => (value.type === 'string' ? namesInCommand(value.string).map((name) => ({ ...name, defines: false })) : []),
};

/** Where in deploy.yml which names stand. */
export const places: Place = {
  keys: {
    primary_role: {
      // Looked up by its `to_s`.
      text: (value) => (value.value === null || value.value === false ? [] : [{ kind: 'role', word: whole(value), defines: false }]),
    },
    servers: {
      ...hosts,
      listIs: 'web',
      each: { names: 'role', below: { ...hosts, keys: { hosts, env, proxy } } },
    },
    env: { keys: { secret: secrets, tags: { each: { names: 'tag', below: env } } } },
    accessories: {
      each: {
        names: 'accessory',
        below: {
          keys: {
            host,
            hosts,
            role: one('role'),
            roles: oneOrMany('role'),
            tag: one('tag'),
            tags: oneOrMany('tag'),
            env: accessoryEnv,
            proxy,
            registry,
          },
        },
      },
    },
    registry,
    proxy,
    builder: { keys: { secrets } },
    // Before 2.10 the keys themselves stood here.
    ssh: { keys: { key_data: { items: { text: (value) => (/^[A-Za-z_]\w*$/.test(value.string) ? secret.text!(value) : []) } } } },
    aliases: { each: { names: 'alias', below: command } },
  },
};
