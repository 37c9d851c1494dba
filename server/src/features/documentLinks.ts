import type { DocumentLink } from 'vscode-languageserver';
import type { Files } from '../files/files.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { Node } from '../source/node.ts';
import { keyText, rangeOf, type Spot } from '../source/locate.ts';
import type { Source } from '../source/source.ts';
import { filesNamed } from './definition/filesNamed.ts';
import type { UriOf } from './location.ts';

/** Root keys below which paths of files stand: nothing else is walked through. */
const WITH_FILES = new Set(['builder', 'accessories', 'error_pages_path', 'hooks_path', 'secrets_path']);

/** Paths in a deploy.yml as links to the files that are there: Dockerfile, files of accessories, error pages, hooks, secrets. */
export function documentLinks(source: Source, { config }: Deployment, files: Files, uriOf: UriOf): DocumentLink[] {
  if (source.root?.kind !== 'map') return [];
  return source.root.entries
    .filter(({ key }) => WITH_FILES.has(keyText(key)))
    .flatMap(({ key, value }) => spots(value, [keyText(key)]))
    .flatMap((spot) => {
      const [file] = filesNamed(spot, config, files);
      const range = file === undefined ? undefined : rangeOf(source, spot.node.at);
      return file !== undefined && range ? [{ range, target: uriOf(file) }] : [];
    });
}

function spots(node: Node, path: readonly (string | number)[]): Spot[] {
  if (node.kind === 'map') return node.entries.flatMap(({ key, value }) => spots(value, [...path, keyText(key)]));
  if (node.kind === 'list') return node.items.flatMap((item, i) => spots(item, [...path, i]));
  return node.kind === 'scalar' && node.type === 'string' ? [{ path, node, on: 'value' }] : [];
}
