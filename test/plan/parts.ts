import type { Project } from './cases.ts';

export const secrets = 'KAMAL_REGISTRY_PASSWORD=registry-pass-1\nDB_PASSWORD=database-pass-1\nRAILS_MASTER_KEY=master-key-1\n';

/** A project with the usual parts around what a test is about. */
export function project(text: string, more: { readonly files?: Record<string, string>; readonly destination?: string } = {}): Project {
  const usual = ['image: acme/shop', 'registry:', '  username: acme', '  password: [KAMAL_REGISTRY_PASSWORD]', 'builder: {arch: amd64}'];
  const lines = usual.filter((line) => !/^\w/.test(line) || !new RegExp(`^${line.split(':')[0]}:`, 'm').test(text));
  const service = /^service:/m.test(text) ? '' : 'service: shop\n';
  const files = { 'config/deploy.yml': `${service}${text.trim()}\n${lines.join('\n')}\n`, '.kamal/secrets': secrets, ...more.files };
  return { files, ...(more.destination !== undefined && { destination: more.destination }) };
}

export const web = 'servers:\n  web: [192.0.2.10]\n';
export const both = 'servers:\n  web: [192.0.2.10]\n  workers:\n    hosts: [192.0.2.11]\n    cmd: bin/jobs\n';
export const host = 'proxy: {host: shop.example.com}\n';
export const env = 'env: {secret: [RAILS_MASTER_KEY]}\n';
export const db = (more: string): string => `accessories:\n  db:\n    image: postgres:16\n${more.replace(/^/gm, '    ')}\n`;
