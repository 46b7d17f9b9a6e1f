import { RolldownMagicString } from 'rolldown';

/**
 * Turns `import { connect } from "node:net"` of a finished chunk into `const { connect } = process.getBuiltinModule("node:net")`.
 * An import makes Node wrap the whole builtin as an ES module, for which it reads every export: of node:crypto that loads
 * Web Crypto, of node:fs the streams and promises, whether anybody wants them or not.
 */
export function readBuiltinsDirectly(code) {
  const text = new RolldownMagicString(code);
  for (const { 0: statement, index, groups: { names, name, builtin } } of code.matchAll(/^import (?:\{(?<names>[^}]+)\}|(?<name>\w+)) from "(?<builtin>node:[a-z_/]+)";$/gm)) {
    const taken = name ?? `{${names.replaceAll(' as ', ': ')}}`;
    text.overwrite(index, index + statement.length, `const ${taken} = process.getBuiltinModule("${builtin}");`);
  }
  return text;
}
