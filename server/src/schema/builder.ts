import type { Key, Section } from './key.ts';
import { anything, boolean, either, list, page, section, special, string } from './shapes.ts';

const cache: Section = {
  type: {
    shape: string,
    since: '1.x',
    purpose: 'Where build layers are kept between builds',
    details: '`registry` keeps them beside the image, `gha` in the cache of GitHub Actions. Anything else is refused.',
    values: ['registry', 'gha'],
    closed: true,
    example: 'type: registry',
    link: page('builders', 'builder-cache'),
  },
  options: {
    shape: string,
    since: '1.x',
    purpose: "Options for Docker's `--cache-to`, with commas between them",
    details: '`mode=max` also keeps the layers of earlier stages.',
    example: 'options: mode=max',
    link: page('builders', 'builder-cache'),
  },
  image: {
    shape: string,
    since: '1.x',
    purpose: 'Image that holds the cache, for type registry',
    default: '<image>-build-cache',
    example: 'image: me/shop-build-cache',
    link: page('builders', 'builder-cache'),
  },
};

const pack: Section = {
  builder: {
    shape: string,
    since: '2.7',
    purpose: 'Builder image of Cloud Native Buildpacks',
    example: 'builder: heroku/builder:24',
    link: page('builders', 'buildpack-configuration'),
  },
  buildpacks: {
    shape: list(string),
    since: '2.7',
    purpose: 'Buildpacks to use, in order',
    example: 'buildpacks:\n  - heroku/ruby\n  - heroku/procfile',
    link: page('builders', 'buildpack-configuration'),
  },
};

const keys: Section = {
  arch: {
    shape: special('arch', either(string, list(string))),
    since: '2.0',
    required: true,
    purpose: 'Processor architecture of your servers',
    details:
      'One, or a list for a mixed fleet. Without the `linux/` that Docker shows. An image for another architecture fails on the server with `exec format error`. ' +
      'For what your own machine is not, Docker emulates (slow), unless there is a `remote`.',
    values: ['amd64', 'arm64'],
    example: 'arch: amd64',
    link: page('builders', 'arch'),
  },
  remote: {
    shape: string,
    since: '2.0',
    purpose: 'Docker on another machine that builds the architectures yours does not have',
    details:
      'With its scheme: `ssh://user@host` or `tcp://…`. Not used for the architecture of your own machine, unless `local: false`. With a local registry only `ssh://` works. The map form of Kamal 1 is refused.',
    example: 'remote: ssh://docker@build.example.com',
    link: page('builders', 'remote'),
  },
  local: {
    shape: boolean,
    since: '2.0',
    purpose: 'Whether your own machine may build',
    details: '`false` sends every build to `remote`, which must then be set. The map form of Kamal 1 is refused.',
    default: 'true',
    example: 'local: false',
    link: page('builders', 'local'),
  },
  context: {
    shape: string,
    since: '1.x',
    purpose: 'Folder that is sent to the build',
    details:
      'By default a fresh clone of the last commit: uncommitted changes are **not** in the image. `.` builds the working folder as it is.',
    default: 'a clone of the git repository',
    example: 'context: .',
    link: page('builders', 'build-context'),
  },
  dockerfile: {
    shape: string,
    since: '1.x',
    purpose: 'The Dockerfile to build',
    default: 'Dockerfile',
    example: 'dockerfile: Dockerfile.production',
    link: page('builders', 'dockerfile'),
  },
  target: {
    shape: string,
    since: '1.x',
    purpose: 'Stage of the Dockerfile to build',
    default: 'the last one',
    example: 'target: production',
    link: page('builders', 'build-target'),
  },
  args: {
    shape: anything,
    since: '1.x',
    purpose: 'Build arguments, for `ARG` in the Dockerfile',
    details: 'They can be read from the finished image: use `secrets` for what must stay secret.',
    default: 'none',
    example: 'args:\n  RUBY_VERSION: "3.4.1"',
    link: page('builders', 'build-arguments'),
  },
  secrets: {
    shape: list(special('secret-name', string)),
    since: '1.x',
    purpose: 'Names of secrets that the build may read',
    details:
      'Looked up in `.kamal/secrets`; the Dockerfile reads one with `RUN --mount=type=secret,id=NAME`, from `/run/secrets/NAME`. Nothing of it stays in the image.',
    default: 'none',
    example: 'secrets:\n  - BUNDLE_GITHUB__COM',
    link: page('builders', 'build-secrets'),
  },
  ssh: {
    shape: string,
    since: '1.x',
    purpose: 'SSH agent or key that the build may use',
    details: 'For private repositories: the Dockerfile uses it with `RUN --mount=type=ssh`.',
    example: 'ssh: default=$SSH_AUTH_SOCK',
    link: page('builders', 'ssh'),
  },
  cache: {
    shape: section(cache),
    since: '1.x',
    purpose: 'Keeps build layers somewhere, for builds on changing machines',
    details: 'Useful in CI. Not with the driver `docker`.',
    default: "none beyond Docker's own",
    example: 'cache:\n  type: registry\n  options: mode=max',
    link: page('builders', 'builder-cache'),
  },
  driver: {
    shape: string,
    since: '2.0',
    purpose: 'Driver of `docker buildx`',
    details:
      '`docker` is quick to start and can neither build several architectures nor use a remote or an external cache: Kamal does not check that, Docker fails. `cloud <org>/<builder>` uses Docker Build Cloud.',
    default: 'docker-container',
    values: ['docker-container', 'docker', 'cloud org/builder'],
    example: 'driver: docker',
    link: page('builders', 'driver'),
  },
  pack: {
    shape: section(pack),
    since: '2.7',
    purpose: 'Builds with Cloud Native Buildpacks in place of a Dockerfile',
    details: 'Needs the `pack` command on your machine, and exactly one `arch`.',
    example: 'pack:\n  builder: heroku/builder:24\n  buildpacks:\n    - heroku/ruby',
    link: page('builders', 'buildpack-configuration'),
  },
  provenance: {
    shape: string,
    since: '2.3',
    purpose: 'Provenance attestation of the image',
    details: 'Handed to Docker: `true`, `false` or `mode=max`. Some registries and older Docker versions want `false`.',
    default: "Docker's own choice",
    values: ['true', 'false', 'mode=max'],
    example: 'provenance: mode=max',
    link: page('builders', 'provenance'),
  },
  sbom: {
    shape: boolean,
    since: '2.4',
    purpose: 'Whether to attach a list of what is in the image (SBOM)',
    details: 'Only true or false, although Docker knows more values.',
    default: "Docker's own choice",
    example: 'sbom: true',
    link: page('builders', 'sbom-(software-bill-of-materials)'),
  },
};

export const builder: Key = {
  shape: special('builder', section(keys)),
  since: '1.x',
  required: true,
  purpose: "How the app's image is built",
  details:
    'Since Kamal 2 `arch` is required, so the section is too. `multiarch`, and maps under `local` and `remote`, belong to Kamal 1 and are refused.',
  example: 'builder:\n  arch: amd64',
  link: page('builders'),
};
