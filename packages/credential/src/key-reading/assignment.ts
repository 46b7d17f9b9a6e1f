/** Something about the line of a variable by which programs come to different values. Closed. */
export type AssignmentTrait = 'byte-order-mark' | 'export' | 'space-at-equals' | 'quotes' | 'comment' | 'dollar' | 'backslash' | 'carriage-return' | 'earlier-line' | 'not-a-text';

/** Where it stands: line and column from 1, in code points. */
export interface AssignmentNote {
  readonly what: AssignmentTrait;
  readonly line: number;
  readonly column: number;
}

/** Finds the last line that sets a variable in an env file or a shell profile, and what of it is read in several ways. Pure; holds nothing of the value. */
export function readAssignment(text: string, name: string): readonly AssignmentNote[] {
  const lines = text.split('\n');
  const assigns = (line: string): RegExpExecArray | null => new RegExp(`^\\uFEFF?[ \\t]*(export[ \\t]+)?${name}([ \\t]*)[=:]([ \\t]*)(.*?)(\\r?)$`, 'd').exec(line);
  const found = lines.flatMap((line, index) => {
    const match = assigns(line);
    return match === null ? [] : [{ line, match, number: index + 1 }];
  });
  const last = found.at(-1);
  if (last === undefined) return [];
  const { line, match, number } = last;
  const notes: AssignmentNote[] = [];
  const note = (what: AssignmentTrait, at: number | undefined): void => void notes.push({ what, line: number, column: Array.from(line.slice(0, at ?? 0)).length + 1 });
  const start = (group: number): number | undefined => match.indices?.[group]?.[0];
  const value = match[4] ?? '';
  const from = start(4) ?? 0;
  if (line.startsWith('\uFEFF')) note('byte-order-mark', 0);
  if (match[1] !== undefined) note('export', start(1));
  if (match[2] !== '' || match[3] !== '') note('space-at-equals', match[2] === '' ? start(3) : start(2));
  const quote = /^["']/.exec(value)?.[0];
  if (quote !== undefined) note('quotes', from);
  const comment = quote === undefined ? value.search(/\s#/) : value.slice(1).search(new RegExp(`${quote}\\s*#`)) + 1;
  if (comment > 0) note('comment', from + value.indexOf('#', comment));
  if (quote !== "'" && value.includes('$')) note('dollar', from + value.indexOf('$'));
  if (value.includes('\\')) note('backslash', from + value.indexOf('\\'));
  if (match[5] !== '') note('carriage-return', start(5));
  const [first] = found;
  if (first !== undefined && first !== last) notes.push({ what: 'earlier-line', line: first.number, column: 1 });
  return notes;
}

/** A value in a config as it is written, and as readers of YAML 1.2 (and JSON) and of YAML 1.1 come to it: PyYAML, Ruby and older Go libraries read 1.1. */
export interface ConfigValues {
  readonly values: { readonly [reader in 'written' | 'yaml-1.2' | 'yaml-1.1']: string | undefined };
  readonly notes: readonly AssignmentNote[];
}

/** Finds a name at any depth of a YAML or JSON config; `undefined`: the file is neither. */
export async function readConfigValue(text: string, name: string): Promise<ConfigValues | undefined> {
  const { LineCounter, parseDocument, isScalar, visit } = await import('yaml');
  const notes: AssignmentNote[] = [];
  let written: string | undefined;
  const read = (version: '1.1' | '1.2'): string | undefined | false => {
    const lineCounter = new LineCounter();
    const document = parseDocument(text.replace(/^\uFEFF/, ''), { version, lineCounter, logLevel: 'error' });
    if (document.errors.length > 0) return false;
    let value: string | undefined;
    visit(document, {
      Pair: (_, { key, value: node }) => {
        if (!isScalar(key) || key.value !== name || !isScalar(node)) return undefined;
        written = typeof node.value === 'string' ? node.value : node.source ?? String(node.value);
        value = node.value === null ? '' : String(node.value);
        const { line, col } = lineCounter.linePos(node.range?.[0] ?? 0);
        if (typeof node.value !== 'string' && !notes.some((one) => one.line === line)) notes.push({ what: 'not-a-text', line, column: col });
        return undefined;
      },
    });
    return value;
  };
  const [newer, older] = [read('1.2'), read('1.1')];
  return newer === false || older === false ? undefined : { values: { written, 'yaml-1.2': newer, 'yaml-1.1': older }, notes };
}
