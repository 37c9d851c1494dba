import type { JsonSchema } from './json-schema.ts';

type Properties = Readonly<Record<string, unknown>>;

/** A reference is longer than what is shorter, and harder to read. */
const least = 300;

/**
 * A schema in which what several keys share stands once, under `definitions`: the sections of a proxy, of an environment, of limits.
 * @returns the same schema in fewer words
 */
export function withDefinitions(schema: Exclude<JsonSchema, boolean>): Exclude<JsonSchema, boolean> {
  const seen = new Map<string, { name: string; count: number }>();
  eachProperty(schema, (name, value) => {
    const text = JSON.stringify(value);
    if (text.length < least) return;
    const found = seen.get(text);
    if (found) found.count++;
    else seen.set(text, { name, count: 1 });
  });
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const [text, { name, count }] of seen) {
    if (count < 2) continue;
    let free = name;
    for (let number = 2; taken.has(free); number++) free = `${name}${number}`;
    taken.add(free);
    names.set(text, free);
  }
  const short = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(short);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, key === 'properties' ? shortProperties(one as Properties) : short(one)]),
    );
  };
  const shortProperties = (properties: Properties): Properties =>
    Object.fromEntries(
      Object.entries(properties).map(([key, value]) => {
        const name = names.get(JSON.stringify(value));
        return [key, name === undefined ? short(value) : { $ref: `#/definitions/${name}` }];
      }),
    );
  const definitions = Object.fromEntries([...names].map(([text, name]) => [name, short(JSON.parse(text))]));
  return { ...(short(schema) as Exclude<JsonSchema, boolean>), definitions };
}

function eachProperty(value: unknown, visit: (name: string, value: unknown) => void): void {
  if (Array.isArray(value)) for (const one of value) eachProperty(one, visit);
  else if (typeof value === 'object' && value !== null)
    for (const [key, one] of Object.entries(value)) {
      if (key === 'properties') for (const [name, property] of Object.entries(one as Properties)) visit(name, property);
      eachProperty(one, visit);
    }
}
