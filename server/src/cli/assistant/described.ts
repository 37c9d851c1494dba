import type { ToolDescription } from './tool.ts';

const destination = { type: 'string', description: 'Only this destination, as in `kamal -d`.' };

/** What differs between the places where an assistant asks. */
export interface Surroundings {
  /** What a path is, and what is meant without one. */
  readonly path: string;
  /** What an older version may be. */
  readonly from: string;
}

/** Where `kamal-check mcp` was started. */
const terminal: Surroundings = {
  path: 'A project folder or a deploy.yml, relative to the working directory. Default: the working directory.',
  from: 'The old version: a revision of the Git repository, or a folder. Default: HEAD.',
};

/** In VS Code; `scripts/rules.mjs` writes it into package.json. */
export const editor: Surroundings = {
  path: 'A project folder or a deploy.yml, relative to the workspace. Default: all projects of the workspace.',
  from: 'The old version: a revision of the Git repository. Default: HEAD.',
};

export const checkTool = ({ path } = terminal): ToolDescription => ({
  name: 'kamal_check',
  title: 'Check a Kamal deployment',
  description:
    "Tells what `kamal deploy` would refuse or do wrong, from a project's config/deploy.yml and its destinations, without running anything. " +
    'Call it after each change of config/deploy*.yml, .kamal/secrets*, the Dockerfile or hooks. ' +
    'Each finding has file, line, rule, severity, what will happen and what to do, and the exact line that Kamal prints.',
  inputSchema: {
    properties: {
      path: { type: 'string', description: path },
      destination,
      text: {
        type: 'string',
        description: 'Judge this text as if it were in the file at `path` (default config/deploy.yml), before it is written.',
      },
    },
  },
});

export const planTool = ({ path, from } = terminal): ToolDescription => ({
  name: 'kamal_plan',
  title: 'Tell what a change does to running servers',
  description:
    'Compares a project with an older version of it, and tells what deploying the change does to servers that run the old one: what fails, what is lost or left behind, ' +
    'and the commands that put it right. Nothing is run. Call it before a changed config/deploy.yml is deployed.',
  inputSchema: {
    properties: {
      path: { type: 'string', description: path },
      from: { type: 'string', description: from },
      destination,
    },
  },
});

export const explainTool = (): ToolDescription => ({
  name: 'kamal_explain',
  title: 'Explain a rule or a key of deploy.yml',
  description:
    'Explains a rule of kamal_check, with examples and its repair, or a key of deploy.yml: what it is for, its default, since which Kamal it exists, an example. Give one of the two.',
  inputSchema: {
    properties: {
      rule: { type: 'string', description: 'The id of a rule, such as `accessory-port-public`.' },
      key: {
        type: 'string',
        description:
          'The path of a key, with dots: `proxy.healthcheck.path`, `servers.web.cmd`, `accessories.db.port`. Empty: the keys of the root. Where people choose names, any name will do.',
      },
    },
  },
});
