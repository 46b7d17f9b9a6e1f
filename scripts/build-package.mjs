// Builds the package in the working directory for publishing: declarations by tsc, JavaScript by rolldown.
// decisions/0007 tells why the JavaScript is not left as tsc would write it.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown, RolldownMagicString } from 'rolldown';
import { escapeNonAscii } from './build/ascii.mjs';
import { readBuiltinsDirectly } from './build/builtin-imports.mjs';
import { compileFunctionsEagerly } from './build/eager-functions.mjs';
import { must } from './setup.mjs';

/**
 * Files to be, and the sources that go there with everything that those import statically; an earlier file takes first.
 * `look` is what a quick look at a healthy server loads; of a plugin, its manifest tells. Where the package's index belongs
 * to it, it becomes that file: an entry of its own would be one more to find. The index then exports more names than its
 * declarations, for the other files of the package.
 */
const chunks = {
  '@culprit/core': { look: /^(?:index|reporters\/(?:human|reporters))\.ts$/, examination: /^examination\/index\.ts$/ },
  '@culprit/cli': { look: /^(?:main|commands\/examine)\.ts$/ },
  // Other plugins' facts and checks import its index. The handshake is apart, so that node:tls is only loaded where a target speaks TLS.
  '@culprit/network': { look: /^index\.ts$/, handshake: /^facts\/tls-capture\/gather-handshake\.ts$/ },
};
/**
 * Dependencies that are only types while one works on a package, and a few functions once it is built: these functions are in
 * the files. As Node would load it, typebox is 373 modules and some 10 MB of a server's memory, for 9 KB that make schemas.
 */
const bundled = { '@culprit/server': ['typebox'] };
/** The files whose functions are compiled with them. */
const eager = new Set(['look', 'handshake', 'examination']);
/** What only depth `full`, a failure or `explain` loads, and then many of a sort at once. */
const folders = { checks: /^checks\//, causes: /^causes\//, 'known-errors': /^known-errors\// };
/** What the command line loads whatever it examines. */
const startsEveryLook = new Set(['@culprit/core', '@culprit/network', '@culprit/certificate', '@culprit/cli']);
/** Kinds of targets that a look at a web server doesn't meet. */
const apart = new Set(['machine', 'certificate-file', 'starttls-endpoint']);

const folder = process.cwd();
const { name, publishConfig } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const source = join(folder, 'src');
const dist = join(folder, 'dist');

const inside = bundled[name] ?? [];
const look = await lookOfPlugin();

rmSync(dist, { recursive: true, force: true });
must('tsc', ['-p', 'tsconfig.build.json', '--emitDeclarationOnly'], { cwd: folder });

const namespaceHelper = 'rolldown-runtime.js';
/** The file that a module goes to. Rolldown decides about those that are not in here. */
const chunkOf = new Map();
const bundle = await rolldown({
  input: Object.fromEntries(entries().map((entry) => [entry, join(source, `${entry}.ts`)])),
  platform: 'node',
  transform: { target: 'es2024' },
  // Other dependencies and peers are never bundled: a fact that existed twice would be asked twice. What the target lacks is.
  external: (id) => !/^(?:[./\\\0]|[a-z]:[\\/]|@oxc-project\/runtime\/)/i.test(id) && !inside.includes(id),
  preserveEntrySignatures: 'allow-extension',
  plugins: [{
    name: 'chunks',
    buildEnd(error) {
      if (error === undefined) assignChunks([...this.getModuleIds()], (id) => this.getModuleInfo(id));
    },
  }, {
    name: 'builtins',
    renderChunk: (code) => changed(readBuiltinsDirectly(code)),
  }, {
    name: 'namespaces',
    renderChunk: (code) => changed(holdNamespaceHelper(code)),
    generateBundle(_, files) {
      if (!Object.values(files).some(({ code }) => code?.includes(`/${namespaceHelper}"`))) delete files[namespaceHelper];
    },
  }, {
    name: 'ascii',
    renderChunk: (code) => changed(escapeNonAscii(code)),
  }, {
    name: 'eager',
    renderChunk: (code, { moduleIds }) => (moduleIds.some((id) => eager.has(chunkOf.get(id))) ? changed(compileFunctionsEagerly(code)) : undefined),
  }],
  onLog(level, log) {
    // It tells how busy the machine is, and nothing about the package.
    if (log.code === 'PLUGIN_TIMINGS') return;
    // An import that comes late in the sources, and can't in one file, matters where every look begins.
    if (log.code === 'INEFFECTIVE_DYNAMIC_IMPORT' && !startsEveryLook.has(name)) return;
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
  codeSplitting: { groups: [{ debugName: 'chunks', name: (id) => chunkOf.get(id) ?? null, includeDependenciesRecursively: false }] },
});
await bundle.close();
for (const dependency of inside) writeFileSync(join(dist, `${dependency}.license.txt`), readFileSync(join(folder, 'node_modules', dependency, 'license'), 'utf8'));

/** `dist/reporters/index.js` comes of `src/reporters/index.ts`. The command line exports nothing: its bin loads `dist/main.js`. */
function entries() {
  const files = Object.values(publishConfig.exports ?? { '.': { default: './dist/main.js' } }).map((entry) => entry.default);
  return files.map((file) => /^\.\/dist\/(.+)\.js$/.exec(file)[1]);
}

/** The targets of a plugin and the quick checks of those kinds that a look at a server meets. */
async function lookOfPlugin() {
  const path = join(source, 'manifest.ts');
  if (!existsSync(path)) return undefined;
  const { default: { targets, checks } } = await import(pathToFileURL(path));
  const fileOf = (section, id) => `${section}/${id.split('/').at(-1)}.ts`;
  return new Set([
    ...targets.filter(({ kind }) => !apart.has(kind)).map(({ kind }) => fileOf('targets', kind)),
    ...checks.filter(({ kind, depth }) => depth === 'quick' && !apart.has(kind)).map(({ id }) => fileOf('checks', id)),
  ]);
}

/** Each file holds what its sources import statically, unless an earlier one does: so files never import each other in a circle. */
function assignChunks(ids, infoOf) {
  const nameOf = (id) => relative(source, id).replaceAll(sep, '/');
  const take = (chunk, roots) => {
    for (const id of roots) {
      // A manifest stays small and alone: it is what `list` and `explain` load of a plugin.
      if (chunkOf.has(id) || !id.startsWith(source) || nameOf(id) === 'manifest.ts') continue;
      chunkOf.set(id, chunk);
      take(chunk, infoOf(id).importedIds);
    }
  };
  const takeMatching = (wanted) => {
    for (const [chunk, pattern] of Object.entries(wanted)) take(chunk, ids.filter((id) => pattern.test(nameOf(id))));
  };
  if (look !== undefined) take('look', ids.filter((id) => look.has(nameOf(id))));
  takeMatching(chunks[name] ?? {});
  // What a module loads when it needs it stays apart from the causes, which may need it too.
  take(undefined, ids.filter((id) => nameOf(id) !== 'manifest.ts').flatMap((id) => infoOf(id)?.dynamicallyImportedIds ?? []));
  takeMatching(folders);
}

/** Rolldown puts what makes the namespace of a lazily imported module into a file of its own, which would be one more to find. */
function holdNamespaceHelper(code) {
  const text = new RolldownMagicString(code);
  const found = new RegExp(`^import \\{ __exportAll \\} from "[./]+/${namespaceHelper}";$`, 'm').exec(code);
  if (found !== null) {
    text.overwrite(found.index, found.index + found[0].length, 'const __exportAll = (getters) => Object.defineProperties({}, Object.fromEntries(Object.entries(getters).map(([name, get]) => [name, { get, enumerable: true }])));');
  }
  return text;
}

function changed(text) {
  return text.hasChanged() ? { code: text.toString(), map: text.generateMap({ hires: false }).toString() } : undefined;
}
