// Writes packages/*/api.md: what each package exports, so that a change of it stands in the review.
//   node scripts/api.mjs --write
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { parseAst } from 'rolldown/parseAst';
import { dts } from 'rolldown-plugin-dts';
import { root } from './setup.mjs';

/** The files that are out of date, with the first line that differs; `write` brings them up to date. */
export async function staleApi(write) {
  const stale = [];
  for (const folder of publicPackages()) {
    const path = join(root, folder, 'api.md');
    const [before, now] = [existsSync(path) ? readFileSync(path, 'utf8') : '', await describePackage(join(root, folder))];
    if (before === now) continue;
    stale.push(`${folder}/api.md: the public API is another one now (${firstChange(before, now)}). If that is meant, run "node scripts/api.mjs --write" and commit the difference`);
    if (write) writeFileSync(path, now);
  }
  return stale;
}

/** Those that export something; a command line and a generator don't. */
const publicPackages = () => ['packages', 'apps'].flatMap((parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`))
  .filter((folder) => manifestOf(join(root, folder))?.publishConfig?.exports !== undefined);

function manifestOf(folder) {
  const file = join(folder, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

function firstChange(before, now) {
  const [old, current] = [before.split('\n'), now.split('\n')];
  const at = current.findIndex((line, index) => line !== old[index]);
  return at === -1 ? `without: ${old[current.length]?.trim()}` : `line ${at + 1}: ${current[at].trim()}`;
}

/** What each entry point exports, then every declaration that this takes, once, by name and without comments. */
async function describePackage(folder) {
  const { name, publishConfig } = manifestOf(folder);
  const entries = Object.entries(publishConfig.exports).map(([path, { types }]) => ({ path: join(name, path).replaceAll('\\', '/'), file: /^\.\/dist\/(.+)\.d\.ts$/.exec(types)[1] }));
  const bundle = await rolldown({
    input: Object.fromEntries(entries.map(({ file }) => [file, join(folder, 'src', `${file}.ts`)])),
    external: (id) => !/^[./]/.test(id),
    // Every export declares its type (`isolatedDeclarations`), so the declarations need no compiler.
    plugins: dts({ generator: 'oxc', emitDtsOnly: true, cwd: folder, tsconfig: false }),
  });
  const { output } = await bundle.generate({ format: 'es', minifyInternalExports: false, chunkFileNames: '[name].d.ts', codeSplitting: { groups: [{ name: 'declarations', test: /./ }] } });
  await bundle.close();
  const exportsOf = (file) => output.find(({ facadeModuleId }) => facadeModuleId === join(folder, 'src', `${file}.d.ts`)).exports.toSorted();
  const { code } = output.find(({ fileName }) => fileName === 'declarations.d.ts');
  const exported = entries.map(({ path, file }) => `## ${path}\n\n${exportsOf(file).map((line) => `- \`${line}\``).join('\n')}\n`);
  return `# What ${name} exports

Written by \`node scripts/api.mjs --write\`: each entry point with its names, then the declarations behind them.

${exported.join('\n')}
## Declarations

\`\`\`ts
${declarationsIn(code)}
\`\`\`
`;
}

/** The order of the modules changes with every import; that of the names doesn't. */
function declarationsIn(code) {
  const statements = parseAst(code, { lang: 'dts' }).body.flatMap((statement) => {
    const text = code.slice(statement.start, statement.end).replaceAll(/^([ \t]*)\/\*\*[^]*?\*\/\s*/gm, '$1');
    if (statement.type === 'ImportDeclaration') return [{ key: ` ${statement.source.value}`, text }];
    const { id, declarations } = statement.declaration ?? statement;
    const name = id?.name ?? declarations?.[0].id.name;
    return name === undefined ? [] : [{ key: name, text: text.replace(/^export /, '') }];
  });
  return statements.toSorted((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key))).map(({ text }) => text).join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const stale = await staleApi(process.argv.includes('--write'));
  process.stdout.write(stale.map((line) => `${line}\n`).join(''));
}
