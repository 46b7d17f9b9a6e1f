import { RolldownMagicString } from 'rolldown';

/**
 * Turns `import { connect } from "node:net"` of a finished chunk into `const { connect } = process.getBuiltinModule("node:net")`.
 * An import makes Node wrap the whole builtin as an ES module, for which it reads every export: of node:crypto that loads
 * Web Crypto, of node:fs the streams and promises, whether anybody wants them or not.
 */
export function readBuiltinsDirectly(code) {
  const text = new RolldownMagicString(code);
  for (const { 0: statement, index, groups: { name, names, builtin } } of code.matchAll(/^import (?:(?<name>\w+)(?:, )?)?(?:\{(?<names>[^}]+)\})? from "(?<builtin>node:[a-z0-9_/]+)";$/gm)) {
    const taken = [name, names === undefined ? undefined : `{${names.replaceAll(' as ', ': ')}}`].filter((part) => part !== undefined);
    text.overwrite(index, index + statement.length, taken.map((part) => `const ${part} = process.getBuiltinModule("${builtin}");`).join(' '));
  }
  return text;
}
