/** Kamal's own commands: an alias may not have such a name (`validator/alias.rb`). With what each is for. */
export const commands: Readonly<Record<string, string>> = {
  accessory: 'Start, stop and look after accessories',
  app: 'Look after the containers of the app: boot, exec, logs, stop',
  audit: 'Show what was done on the servers',
  build: 'Build and push the image',
  config: 'Show the configuration after merging',
  deploy: 'Build the image and run it on the servers',
  details: 'Show all containers',
  docs: 'Show the documentation of a section',
  init: 'Write a first deploy.yml',
  lock: 'Take, show or release the deploy lock',
  proxy: 'Look after kamal-proxy on the servers',
  prune: 'Remove old containers and images',
  redeploy: 'Deploy without preparing the servers',
  registry: 'Log in to the registry, or out of it',
  remove: 'Remove app, proxy and accessories from the servers',
  rollback: 'Go back to an earlier version',
  secrets: 'Fetch secrets from a password store',
  server: 'Prepare the servers, or run a command on them',
  setup: 'Prepare the servers, start accessories, deploy',
  upgrade: 'Move servers from Kamal 1 to Kamal 2',
  version: "Show Kamal's version",
};

/** Commands of Kamal 1 that are gone, and what takes their place. */
export const formerCommands: Readonly<Record<string, string>> = {
  env: 'Kamal 2 brings variables to the servers with each deployment, and secrets from `.kamal/secrets`.',
  envify: 'Kamal 2 reads `.kamal/secrets`; there is no `.env` to write.',
  healthcheck: 'kamal-proxy checks the containers during a deployment.',
  traefik: '`kamal proxy` takes its place.',
};

/** Hooks by the name of their script, and when each runs. */
export const hooks: Readonly<Record<string, string>> = {
  'docker-setup': 'After Docker was installed on the servers, during `kamal setup`',
  'pre-connect': 'Before the first connection to a server',
  'pre-build': 'Before the image is built',
  'pre-deploy': 'Before containers are replaced',
  'post-deploy': 'After a deployment, redeployment or rollback',
  'pre-app-boot': 'Before each group of servers boots the app',
  'post-app-boot': 'After each group of servers has booted the app',
  'pre-proxy-reboot': 'Before kamal-proxy is rebooted on a server',
  'post-proxy-reboot': 'After kamal-proxy was rebooted on a server',
};

/** Variables that Kamal sets in each container of the app. */
export const containerVariables: Readonly<Record<string, string>> = {
  KAMAL_CONTAINER_NAME: 'Name of the container',
  KAMAL_DESTINATION: 'The destination, if there is one',
  KAMAL_HOST: 'The server, as written under `servers`',
  KAMAL_VERSION: 'The version that runs',
};
