import { isCertain, valueAt } from '../config/get.ts';
import type { MapValue, Value } from '../config/value.ts';
import type { Deployment, Host, Role } from '../deployment/deployment.ts';
import { environmentOf, partsOf } from '../deployment/environment.ts';
import { crashed, rule, unknown, type Argument } from './argument.ts';
import type { Secret } from './container.ts';
import { mapOrNone } from '../config/find.ts';
import { argumentize, pairOf } from './utils.ts';

const source = 'configuration/env.rb';

interface Environment {
  readonly env: readonly Argument[];
  readonly secrets: readonly Secret[];
}

/** What a role's container on one host is given: clear variables as arguments, secrets by name. */
export function environmentArguments(deployment: Deployment, role: Role, host: Host): Environment {
  const { root } = deployment.config;
  const rootEnv = mapOrNone(root, 'env');
  const environment = environmentOf(deployment, role, host);
  if (!environment) {
    const because = 'the host has tags, and there is no `env` at the root to look them up in';
    const origin = rule('configuration.rb', host.at);
    return { env: [rootEnv === 'unknown' ? unknown('--env', origin) : crashed('NoMethodError', because, origin)], secrets: [] };
  }
  const tags = rootEnv === 'unknown' ? undefined : valueAt(rootEnv, 'tags');
  const layers = [rootEnv, mapOrNone(role.map, 'env'), ...host.tags.map((tag) => mapOrNone(tags, tag))];
  const known = layers.every((layer) => !layer || isKnown(layer)) && isCertain(host.value);
  return withOpenEnd(
    [...environment.clear.values()].map((entry) => argumentize('--env', pairOf(entry, source))),
    environment.secret.map(secretOf),
    known,
  );
}

/** The same for an accessory, whose `env` is its own alone. */
export function accessoryEnvironment(accessory: MapValue | null): Environment {
  const env = mapOrNone(accessory, 'env');
  if (!env) return { env: [], secrets: [] };
  if (env === 'unknown') return withOpenEnd([], [], false);
  const { clear, secret } = partsOf(env);
  const list = [...clear.values()].map((entry) => argumentize('--env', pairOf(entry, source)));
  return withOpenEnd(list, unique(secret).map(secretOf), isKnown(env));
}

function withOpenEnd(env: readonly Argument[], secrets: readonly Secret[], known: boolean): Environment {
  if (known) return { env, secrets };
  return { env: [...env, unknown('--env', rule(source))], secrets: [...secrets, { name: null, key: null, origin: rule(source) }] };
}

/** Is it certain which variables there are? Their values may still hang on ERB. Other tags than the host's do not matter. */
function isKnown(env: MapValue | 'unknown'): boolean {
  if (env === 'unknown' || env.incomplete) return false;
  for (const key of ['clear', 'secret']) {
    const part = env.entries.get(key);
    if (
      part &&
      (part.conditional || part.value.conditional || part.value.kind === 'unknown' || ('incomplete' in part.value && part.value.incomplete))
    )
      return false;
  }
  return [...partsOf(env).clear.values()].every(({ conditional }) => !conditional);
}

/** `NAME`, or `NAME:KEY` where the secrets file knows it by another name. */
function secretOf(value: Value): Secret {
  const origin = { kind: 'value', at: [value.at], source } as const;
  if (value.kind !== 'scalar' || value.conditional) return { name: null, key: null, origin };
  const [name = '', key] = value.string.split(/:(.*)/s);
  return { name, key: key ?? name, origin };
}

function unique(secrets: readonly Value[]): Value[] {
  return [...new Map(secrets.map((value) => [value.kind === 'scalar' ? value.string : value, value])).values()];
}
