import { isCertain } from '../config/get.ts';
import { isDeployedAlone } from '../config/complete.ts';
import type { Layer } from '../config/config.ts';
import type { Accessory, Deployment, Role } from '../deployment/deployment.ts';
import type { Files } from '../files/files.ts';
import { namedInEnv } from '../deployment/openPorts.ts';
import { portsIn, rootNamesPort } from '../deployment/portVariables.ts';
import { memoize } from '../memoize.ts';
import { envLists, type EnvLists } from '../references/secretUses.ts';
import type { KamalVersion } from '../schema/version.ts';
import type { At, Node } from '../source/node.ts';
import type { ErbTag } from '../source/source.ts';
import type { Problem } from './validation/problem.ts';
import { problemsOf } from './validation/problems.ts';

/** A deployment, and what is known beside it. */
export interface Context {
  readonly deployment: Deployment;
  readonly files: Files;
  readonly kamal: KamalVersion | null;
  readonly hasDestinations: boolean;
}

/**
 * What rules can ask for by name, each the same object (or equal text) as long as what it hangs on is the same. Beside these a rule names
 * the keys of deploy.yml that it looks at.
 */
export interface Inputs extends Pick<
  Deployment,
  'destination' | 'service' | 'image' | 'repository' | 'roles' | 'rolesIncomplete' | 'primaryRole' | 'primaryHost' | 'accessories' | 'boot'
> {
  /** Path of the base; that of a destination's file where there is none. */
  readonly base: string;
  /** Path of the destination's file. */
  readonly destinationFile: string | null;
  /** The base's `service`, or its first key: where something beside the whole file is told. */
  readonly baseKey: At | null;
  /** Does Kamal deploy it without `-d`, for all that its root's keys tell? */
  readonly deployedAlone: boolean;
  /** Are there deployments of the same base beside this one? */
  readonly hasDestinations: boolean;
  /** A destination's file whose base is not there. */
  readonly partial: boolean;
  /** Is the root what Kamal would see? False when a layer is no map, or unreadable. */
  readonly whole: boolean;
  /** The ERB tags that print something, outside of comments. */
  readonly outputs: readonly ErbTag[];
  /** The files in which there are aliases. */
  readonly aliased: readonly Layer[];
  /** The files, the base first, where one of them has an alias without its anchor; else none. */
  readonly unresolved: readonly Layer[];
  /** Where something is missing at the root: the file's first key. */
  readonly top: At;
  /** What the walk along the schema found. */
  readonly problems: readonly Problem[];
  readonly envs: EnvLists;
  /** Does nothing in the root's `env` hang on ERB or on broken text? */
  readonly envCertain: boolean;
  /** The root's `env` names a port for the application to listen on, or could. */
  readonly namesPort: boolean;
  /** The ports that it names, with a blank between them. */
  readonly saidPorts: string;
  /** Accessories with a port open to all whose containers the app's variables name: their services, a line each. */
  readonly namedInEnv: string;
  /** The other files of the project. */
  readonly files: Files;
  /** null: not known; then the newest that the tables describe counts. */
  readonly kamal: KamalVersion | null;
}

export type InputName = keyof Inputs;

export const inputs: { readonly [Name in InputName]: (context: Context) => Inputs[Name] } = {
  destination: ({ deployment }) => deployment.destination,
  deployedAlone: ({ deployment }) => isDeployedAlone(deployment.config.root),
  service: ({ deployment }) => deployment.service,
  image: ({ deployment }) => deployment.image,
  repository: ({ deployment }) => deployment.repository,
  roles: ({ deployment }) => deployment.roles,
  rolesIncomplete: ({ deployment }) => deployment.rolesIncomplete,
  primaryRole: ({ deployment }) => deployment.primaryRole,
  primaryHost: ({ deployment }) => deployment.primaryHost,
  accessories: ({ deployment }) => deployment.accessories,
  boot: ({ deployment }) => deployment.boot,
  base: ({ deployment }) => deployment.config.base.file,
  destinationFile: ({ deployment }) => deployment.config.destination?.source.file ?? null,
  baseKey: ({ deployment }) => firstKey(deployment.config.base.root),
  hasDestinations: ({ hasDestinations }) => hasDestinations,
  partial: ({ deployment }) => deployment.config.partial,
  whole: ({ deployment }) => deployment.config.whole,
  outputs: ({ deployment: { config } }) => (config.layers.some(({ source }) => source.erb.length > 0) ? outputsIn(config.layers) : none),
  aliased: ({ deployment: { config } }) => (config.layers.some(({ hasAliases }) => hasAliases) ? withAliases(config.layers) : none),
  unresolved: ({ deployment: { config } }) =>
    config.layers.some(({ unresolvedAliases }) => unresolvedAliases.length > 0) ? config.layers : none,
  top: ({ deployment: { root } }) => {
    const [first] = root.entries.values();
    return first ? first.key.at : root.at;
  },
  problems: ({ deployment }) => problemsOf(deployment.config),
  envs: ({ deployment }) => envLists(deployment),
  envCertain: ({ deployment }) => {
    const entry = deployment.root.entries.get('env');
    return !entry || (!entry.conditional && isCertain(entry.value));
  },
  namesPort: ({ deployment }) => rootNamesPort(deployment),
  saidPorts: ({ deployment }) => portsIn(deployment.root.entries.get('env')?.value).join(' '),
  namedInEnv: ({ deployment }) => namedInEnv(deployment),
  files: ({ files }) => files,
  kamal: ({ kamal }) => kamal,
};

const none: readonly never[] = [];

const outputsIn = memoize((layers: readonly Layer[]): readonly ErbTag[] =>
  layers.flatMap(({ source }) => source.erb.filter(({ kind, inComment }) => kind === 'output' && !inComment)),
);

const withAliases = memoize((layers: readonly Layer[]): readonly Layer[] => layers.filter(({ hasAliases }) => hasAliases));

function firstKey(root: Node | null): At | null {
  const entries = root?.kind === 'map' ? root.entries : [];
  const first = entries.find(({ key }) => key.kind === 'scalar' && key.value === 'service') ?? entries[0];
  return first?.key.at ?? null;
}

/** What a rule can be about, one at a time. */
export interface Entities {
  readonly deployment: undefined;
  readonly role: Role;
  readonly accessory: Accessory;
  /** A file of the deployment: the base, or the destination's. */
  readonly file: Layer;
}

export const entities: { readonly [Name in keyof Entities]: (context: Context) => readonly Entities[Name][] } = {
  deployment: () => [undefined],
  role: ({ deployment }) => deployment.roles,
  accessory: ({ deployment }) => deployment.accessories,
  file: ({ deployment }) => deployment.config.layers,
};
