/**
 * The smallest configuration that Kamal 2 loads and that ends with an application under https, as a snippet to fill in.
 * `folder` is the application's folder: what it is called is most often what the service is called.
 */
export function template(folder: string): string {
  const service = serviceFor(folder);
  return `# Names the containers on the servers; do not change it later.
service: \${1:${service}}
image: \${2:user}/\${1}

servers:
  web:
    - \${3:192.0.2.10}

# kamal-proxy takes the web traffic, with a certificate from Let's Encrypt.
proxy:
  ssl: true
  host: \${4:shop.example.com}
  # The port that the application listens on inside its container.
  app_port: \${5:3000}

registry:
  username: \${2}
  # The name of a secret: its value belongs into .kamal/secrets.
  password:
    - KAMAL_REGISTRY_PASSWORD

builder:
  arch: \${6|amd64,arm64|}
$0`;
}

/** Files beside a first deploy.yml: what each is called in a button, where it lies, and what stands in it. */
export const companions = [
  {
    title: 'Create .kamal/secrets',
    path: '.kamal/secrets',
    text: `# Names on the left are looked up by deploy.yml. No secret belongs here: take each from the environment, or from a password store.
KAMAL_REGISTRY_PASSWORD=$KAMAL_REGISTRY_PASSWORD
`,
  },
  {
    title: 'Create a Hook',
    path: '.kamal/hooks/pre-deploy.sample',
    text: `#!/bin/sh
# Runs before containers are replaced; where it fails, the deployment stops. Kamal ignores it as long as it is called .sample:
#   mv .kamal/hooks/pre-deploy.sample .kamal/hooks/pre-deploy && chmod +x .kamal/hooks/pre-deploy

echo "$KAMAL_PERFORMER deploys $KAMAL_VERSION to $KAMAL_HOSTS"
`,
  },
] as const;

/** `service` may hold letters, digits, hyphens and underscores (`configuration.rb`, ensure_valid_service_name), and must be a text for YAML. */
function serviceFor(folder: string): string {
  const name = folder
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]+/g, '-')
    .replaceAll(/^[-_]+|[-_]+$/g, '');
  if (name === '') return 'shop';
  return /^[0-9]|^(?:true|false|yes|no|on|off|null)$/.test(name) ? `app-${name}` : name;
}
