import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Bundles several entries that share most of their code: each into a file of its name, what they share into files of its own, and what is
 * imported only when it is asked for as well. esbuild can do so for modules alone, and CommonJS starts faster (measured: 10 ms of 60), so each file
 * is turned into that.
 * @param {import('esbuild')} esbuild
 * @param {import('esbuild').BuildOptions} options without entries and output
 * @param {Record<string, string>} entries source by name of the file, without its ending
 * @param {string} folder where to write
 * @returns {Promise<{ files: string[], metafile: import('esbuild').Metafile }>} the names of the files
 */
export async function split(esbuild, options, entries, folder) {
  const { outputFiles, metafile } = await esbuild.build({
    ...options,
    entryPoints: entries,
    outfile: undefined,
    outdir: folder,
    format: 'esm',
    splitting: true,
    chunkNames: options.chunkNames ?? '[name]-[hash]',
    write: false,
    sourcemap: false,
    banner: {},
    footer: {},
  });
  mkdirSync(folder, { recursive: true });
  for (const { path: file, text } of outputFiles) {
    const { target, minify, banner, footer } = options;
    const { code } = await esbuild.transform(text, {
      format: 'cjs',
      platform: 'node',
      target,
      // The door starts the code as a script, which cannot import: what is asked for later is required later.
      supported: { 'dynamic-import': false },
      minify,
      banner: banner?.js,
      footer: footer?.js,
    });
    writeFileSync(file, code);
  }
  return { files: outputFiles.map(({ path: file }) => path.basename(file)), metafile };
}
