import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Deployment } from '../../server/src/deployment/deployment.ts';
import { analyzeTexts } from '../../server/src/project/analyze.ts';

const folder = path.join(import.meta.dirname, '../real');

/** The twenty projects of `test/real`, with all their files. */
export function realProjects(): { name: string; texts: ReadonlyMap<string, string> }[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const home = path.join(folder, name);
      const files = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(path.join(home, file)).isFile());
      return { name, texts: new Map(files.map((file) => [file.split(path.sep).join('/'), readFileSync(path.join(home, file), 'utf8')])) };
    });
}

/** Of each the first deployment that Kamal would not refuse. */
export function realDeployments(): { name: string; deployment: Deployment }[] {
  return realProjects().map(({ name, texts }) => {
    const { deployments: all } = analyzeTexts(texts);
    const { deployment } = all.find(({ accepted }) => accepted !== false) ?? all[0]!;
    return { name, deployment };
  });
}
