import { RolldownMagicString } from 'rolldown';
import { parseAst } from 'rolldown/parseAst';

/**
 * Puts the functions of a finished chunk in parentheses. V8 takes that for "is called at once" (https://v8.dev/blog/preparser#pife):
 * it compiles them together with the file, and so Node's compile cache holds them. It never holds what was compiled later,
 * and a healthy look calls some five hundred functions once.
 *
 * Methods of plain objects become properties that hold a function. Function declarations at the top of the file become
 * constants at its start, where hoisting would have put them. Methods of classes stay as they are.
 */
export function compileFunctionsEagerly(code) {
  const text = new RolldownMagicString(code);
  const program = parseAst(code, { lang: 'js' });
  const parenthesise = ({ start, end }) => {
    text.prependRight(start, '(');
    text.appendLeft(end, ')');
  };
  const visit = (node, parent) => {
    if (node.type === 'ArrowFunctionExpression' || (node.type === 'FunctionExpression' && !isMethod(parent))) {
      parenthesise(node);
    } else if (node.type === 'Property' && node.method && !mentionsSuper(node.value)) {
      const { key, value, computed } = node;
      const name = code.slice(key.start, key.end);
      text.overwrite(node.start, value.start, `${computed ? `[${name}]` : name}: (${value.async ? 'async ' : ''}function${value.generator ? '*' : ''}`);
      text.appendLeft(value.end, ')');
    }
    for (const child of childrenOf(node)) visit(child, node);
  };
  visit(program, undefined);
  const start = program.body.find(({ type }) => type !== 'ImportDeclaration')?.start ?? 0;
  for (const declaration of program.body) {
    if (declaration.type !== 'FunctionDeclaration') continue;
    text.prependRight(declaration.start, `const ${declaration.id.name} = (`);
    text.appendLeft(declaration.end, ');\n');
    if (declaration.start > start) text.move(declaration.start, declaration.end, start);
  }
  return text;
}

const isMethod = (parent) => parent.type === 'MethodDefinition' || (parent.type === 'Property' && (parent.method || parent.kind !== 'init'));

const mentionsSuper = (node) => node.type === 'Super' || childrenOf(node).some(mentionsSuper);

const childrenOf = (node) => Object.values(node).flat().filter((value) => typeof value?.type === 'string');
