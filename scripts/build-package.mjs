// Builds the package in the working directory for publishing: declarations by tsc, JavaScript by rolldown.
// decisions/0007 tells why the JavaScript is not left as tsc would write it.
import { readFileSync, rmSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { rolldown } from 'rolldown';
import { must } from './setup.mjs';

/**
 * What a look at a healthy target loads, as sources, beside what those import statically: it becomes one file.
 * In a plugin that is every target and every check; in the others it is named here.
 */
const looks = {
  '@culprit/core': /^(?:index|reporters\/(?:index|human))\.ts$/,
  '@culprit/cli': /^(?:main|commands\/examine)\.ts$/,
};
const lookOfPlugin = /^(?:targets|checks)\//;

/** What is loaded by a failure alone, or by `explain`, and then all of a sort at once: a file each. */
const folders = { causes: /^causes\//, 'known-errors': /^known-errors\// };

const folder = process.cwd();
const { name, publishConfig } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const source = join(folder, 'src');
const dist = join(folder, 'dist');

rmSync(dist, { recursive: true, force: true });
must('tsc', ['-p', 'tsconfig.build.json', '--emitDeclarationOnly'], { cwd: folder });

/** The name of the file that each module goes to; rolldown decides about those that are not in it. */
const chunkOf = new Map();
const bundle = await rolldown({
  input: Object.fromEntries(entries().map((entry) => [entry, join(source, `${entry}.ts`)])),
  platform: 'node',
  preserveEntrySignatures: 'allow-extension',
  // Dependencies and peers are whoever installs the package's to choose; a fact that existed twice would be asked twice.
  external: (id) => !/^[./\\]|^[a-z]:[\\/]|^\0/i.test(id),
  plugins: [{
    name: 'chunks',
    buildEnd(error) {
      if (error === undefined) assignChunks([...this.getModuleIds()], (id) => this.getModuleInfo(id));
    },
  }],
  onLog(level, log) {
    if (level === 'warn') throw new Error(`${name}: ${log.message}`);
  },
});
await bundle.write({
  dir: dist,
  format: 'es',
  entryFileNames: '[name].js',
  chunkFileNames: '[name].js',
  sourcemap: true,
  minify: false,
  minifyInternalExports: false,
  comments: { legal: true, annotation: true, jsdoc: false },
  codeSplitting: { groups: [{ debugName: 'look', name: (id) => chunkOf.get(id) ?? null, includeDependenciesRecursively: false }] },
});
await bundle.close();

/** `dist/reporters/index.js` comes of `src/reporters/index.ts`. The command line exports nothing: its bin loads `dist/main.js`. */
function entries() {
  const files = Object.values(publishConfig.exports ?? { main: { default: './dist/main.js' } }).map((entry) => entry.default);
  return files.map((file) => /^\.\/dist\/(.+)\.js$/.exec(file)[1]);
}

/** Every chunk is closed under static imports, but for what earlier ones took: so chunks never import each other in a circle. */
function assignChunks(ids, infoOf) {
  const nameOf = (id) => relative(source, id).replaceAll(sep, '/');
  const take = (chunk, roots) => {
    for (const id of roots) {
      if (chunkOf.has(id) || !infoOf(id)) continue;
      chunkOf.set(id, chunk);
      take(chunk, infoOf(id).importedIds);
    }
  };
  const among = (pattern) => ids.filter((id) => pattern.test(nameOf(id)));
  take('look', among(looks[name] ?? lookOfPlugin));
  // What a module imports when it needs it must stay apart from the causes that may need it too.
  const later = ids.filter((id) => !/^manifest\.ts$/.test(nameOf(id))).flatMap((id) => infoOf(id).dynamicallyImportedIds);
  take(undefined, later);
  for (const [chunk, pattern] of Object.entries(folders)) take(chunk, among(pattern));
}
