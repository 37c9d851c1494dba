// Where people write a secret itself, and what it looks like.

const head = 'service: shop\nimage: me/shop\nservers: [192.0.2.1]\nregistry: {username: me, password: [P]}\n';
const builder = 'builder: {arch: amd64}\n';

/** Texts of a deploy.yml with `SECRET` where the value stands, with everything that a rule quotes around it. */
export const planted: Readonly<Record<string, string>> = {
  'a value behind the name in `env.secret`': `${head}${builder}env: {secret: [DB_PASSWORD=SECRET]}\n`,
  'the same with a colon': `${head}${builder}env:\n  secret:\n    - DB_PASSWORD:SECRET\n`,
  'the same as a map': `${head}${builder}env:\n  secret:\n    - DB_PASSWORD: SECRET\n`,
  'a variable without a blank behind its colon': `${head}${builder}env:\n  clear:\n    DB_PASSWORD:SECRET\n`,
  'the same below another': `${head}${builder}env:\n  clear:\n    A: b\n    DB_PASSWORD:SECRET\n`,
  'variables as a list': `${head}${builder}env:\n  clear:\n    - DB_PASSWORD=SECRET\n`,
  'a variable with `=`': `${head}${builder}env:\n  clear:\n    DB_PASSWORD=SECRET\n`,
  'a secret of the build': `${head}builder: {arch: amd64, secrets: [X=SECRET]}\n`,
  'a key in the place of its name': `${head}${builder}proxy:\n  host: a.example\n  ssl: {certificate_pem: SECRET, private_key_pem: SECRET}\n`,
  'a key as text': `${head}${builder}proxy:\n  host: a.example\n  ssl:\n    certificate_pem: |\n      -----BEGIN PRIVATE KEY-----\n      SECRET\n    private_key_pem: "SECRET and more"\n`,
  'a key of Rails at the root': `${head}${builder}secret_key_base: SECRET\n`,
  'a password in an address': `${head}${builder}foo: redis://:SECRET@h\nenv: {clear: {URL: "redis://:SECRET@h"}}\n`,
  'a password in the address of the registry': `${head.replace('username', 'server: "https://u:SECRET@h", username')}${builder}`,
  'a key that is written twice': `${head}${builder}env:\n  clear:\n    DB_PASSWORD: SECRET\n    DB_PASSWORD: SECRET2\n`,
  'a secret of a tag': `${head}${builder}env: {tags: {x: {secret: [T=SECRET], TOKEN: SECRET}}}\n`,
  'a secret of an accessory': `${head}${builder}accessories: {db: {image: postgres, host: 192.0.2.2, env: {secret: [A=SECRET]}, options: {env: PASSWORD=SECRET}}}\n`,
  'an alias': `${head}${builder}aliases: {"bad name": "PASSWORD=SECRET x"}\n`,
  'a command': `${head.replace('[192.0.2.1]', '{web: {hosts: [192.0.2.1], cmd: "run --password=SECRET && x"}}')}${builder}`,
  'keys of SSH': `${head}${builder}ssh: {key_data: SECRET}\n`,
  'a list of passwords': `${head.replace('[P]', '[SECRET, SECRET]')}${builder}`,
};

/** What only a rule takes for a secret, or a sign that is missing: no name says that it is one, and views show it. */
export const unnamed: Readonly<Record<string, string>> = {
  'ERB without an end': `${head}${builder}env:\n  clear:\n    A: <%= "SECRET" %\n`,
  'a key that is written twice, whatever it is called': `${head}${builder}env:\n  clear:\n    FOO: SECRET\n    FOO: SECRET2\n`,
};

/** What no rule need quote, and views of a deployment show. */
export const shown: Readonly<Record<string, string>> = {
  'an address as the name of a role': `${head.replace('[192.0.2.1]', '{"redis://u:SECRET@h": [192.0.2.1], web: [192.0.2.2]}')}${builder}`,
  'an address as a server': `${head.replace('192.0.2.1', '"ssh://u:SECRET@192.0.2.1", 192.0.2.3')}${builder}`,
  'an address as a tag': `${head.replace('[192.0.2.1]', '[{192.0.2.1: "redis://u:SECRET@h"}]')}${builder}`,
  'an address as an image': `${head.replace('me/shop', 'https://u:SECRET@h/me/shop')}${builder}`,
  'an address as the name of an accessory': `${head}${builder}accessories: {"redis://u:SECRET@h": {image: redis, host: 192.0.2.2}}\n`,
  'an address in a path that is mounted': `${head}${builder}volumes: ["/confredis://u:SECRET@h/v:/etc"]\n`,
  'a token before a path that is mounted': `${head}${builder}volumes: ["API_TOKEN=SECRETonfig/v:/etc"]\naccessories: {db: {image: redis, host: 192.0.2.2, files: ["API_TOKEN=SECRETonfig/v:/etc"], directories: ["API_TOKEN=SECRETonfig/v:/etc"]}}\n`,
  'a label': `${head}${builder}labels: {api_token: SECRET, url: "redis://u:SECRET@h"}\n`,
  'a password of a command, apart': `${head.replace('[192.0.2.1]', '{web: {hosts: [192.0.2.1], cmd: "run --token SECRET -x"}}')}${builder}`,
  'a host of the proxy': `${head}${builder}proxy: {host: "https://u:SECRET@a.example", healthcheck: {path: "/up?token=SECRET"}}\n`,
  'an option of docker': `${head.replace('[192.0.2.1]', '{web: {hosts: [192.0.2.1], options: {env: "API_TOKEN=SECRET"}}}')}${builder}`,
  'on the next line': `${head}${builder}env:\n  clear:\n    DB_PASSWORD:\n      SECRET\n`,
  'a text of several lines': `${head}${builder}env:\n  clear:\n    DB_PASSWORD: |\n      SECRET\n      SECRET\n`,
  words: `${head}${builder}env:\n  clear:\n    DB_PASSWORD: correct SECRET staple\n`,
  'an anchor': `${head}${builder}x-pw: &pw SECRET\nenv:\n  clear:\n    DB_PASSWORD: *pw\n    API_TOKEN: &b SECRET\n`,
  'a tag of YAML': `${head}${builder}env:\n  clear:\n    DB_PASSWORD: !!str SECRET\n`,
  'in a merge': `${head}${builder}x-env: &env {API_TOKEN: SECRET}\nenv:\n  clear:\n    <<: *env\n    A: b\n`,
  'what ERB falls back to': `${head}${builder}env:\n  clear:\n    DB_PASSWORD: <%= ENV.fetch("DB_PASSWORD", "SECRET") %>\n`,
  'what ERB prints': `${head}${builder}env:\n  clear:\n    DB_PASSWORD: <%= "SECRET" %>\n`,
  'a comment': `${head}${builder}# the old token: SECRET\n`,
  'a token by its name': `${head}${builder}env: {clear: {A: b, token: SECRET}}\ntoken: SECRET\n`,
  'a variable of an accessory': `${head}${builder}accessories: {db: {image: postgres, host: 192.0.2.2, port: 5432, env: {clear: {POSTGRES_PASSWORD: SECRET}}, cmd: "x --api-key=SECRET"}}\n`,
  'a name with a number or a stage behind it': `${head}${builder}env: {clear: {DB_PASSWORD_2: SECRET, API_TOKEN_STAGING: SECRET, token7: SECRET}}\n`,
  'an argument of the build': `${head}builder: {arch: amd64, args: {NPM_TOKEN: SECRET}}\n`,
  'the login of a registry': `${head.replace('[P]', 'SECRET')}${builder}`,
  'broken text': `${head}${builder}env:\n  clear:\n    DB_PASSWORD: "SECRET\n  x y\n`,
};

/** One a shape. None holds what ends an address, a plain text or one in quotes: what stands around it is the same for all. */
export const shapes: Readonly<Record<string, string>> = {
  'a password': 'hunter2REAL',
  hexadecimal: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b',
  base64: 'aGVsbG8rd29ybGQxMjM0NTY3ODkwYWJj+Zw=',
  signs: 'p$s_w*rd!23~x;y^z',
};
