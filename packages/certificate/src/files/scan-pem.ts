/** What is wrong with the text around or inside a block (RFC 7468). Culprit reads on where it can; other programs do not. */
export type PemFault =
  /** UTF-16, as Windows PowerShell writes it. */
  | 'utf-16'
  /** A byte order mark before the first BEGIN: OpenSSL does not see that block. */
  | 'byte-order-mark'
  /** The two characters `\n` in the place of line breaks, as in an environment variable. */
  | 'escaped-line-breaks'
  /** Long dashes in the place of hyphens: a word processor's work. */
  | 'typographic-dashes'
  /** BEGIN does not stand at the start of its line. */
  | 'indented'
  /** BEGIN stands on the line of the END before it: a file without a last line break was appended to. */
  | 'joined'
  | 'no-end'
  | 'other-end'
  | 'bad-base64';

export interface PemProblem {
  readonly fault: PemFault;
  /** Counted from 1. */
  readonly line: number;
}

export interface PemBlock {
  readonly label: string;
  /** Where its BEGIN stands, counted from 1. */
  readonly line: number;
  /** `Proc-Type`, `DEK-Info` (RFC 1421): the key in it is encrypted. */
  readonly headers: readonly string[];
  /** Absent where the base64 is damaged. */
  readonly bytes?: Uint8Array;
}

export interface PemScan {
  readonly blocks: readonly PemBlock[];
  readonly problems: readonly PemProblem[];
}

const maxBlocks = 2_000;
const maxProblems = 50;

/** Finds the blocks in a text, in any order and with anything around them, and says what would keep others from finding them. */
export function scanPem(bytes: Uint8Array): PemScan {
  const blocks: PemBlock[] = [];
  const problems: PemProblem[] = [];
  const blame = (fault: PemFault, line: number): void => {
    if (problems.length < maxProblems) problems.push({ fault, line });
  };
  const text = decoded(bytes, blame);
  let open: { readonly label: string; readonly line: number; readonly body: { readonly text: string; readonly line: number }[] } | undefined;
  for (const [index, content] of text.split(/\r\n|\r|\n/).entries()) {
    const line = index + 1;
    let from = 0;
    let before = '';
    for (const match of content.matchAll(/-----(BEGIN|END) ([A-Z0-9][A-Z0-9 ]{0,40})-----/g)) {
      const [whole, boundary, label = ''] = match;
      const between = content.slice(from, match.index);
      open?.body.push({ text: between, line });
      from = match.index + whole.length;
      if (boundary === 'BEGIN') {
        if (open !== undefined) blame('no-end', open.line);
        if (before === 'END') blame('joined', line);
        else if (before === '' && between !== '' && between.trim() === '') blame('indented', line);
        open = { label, line, body: [] };
      } else if (open !== undefined) {
        if (label !== open.label) blame('other-end', line);
        if (blocks.length < maxBlocks) blocks.push(blockOf(open, blame));
        open = undefined;
      }
      before = boundary ?? '';
    }
    open?.body.push({ text: content.slice(from), line });
  }
  if (open !== undefined) blame('no-end', open.line);
  return { blocks, problems };
}

function decoded(bytes: Uint8Array, blame: (fault: PemFault, line: number) => void): string {
  const [one, two, three] = bytes;
  if ((one === 0xff && two === 0xfe) || (one === 0xfe && two === 0xff)) {
    blame('utf-16', 1);
    return new TextDecoder(one === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes);
  }
  const marked = one === 0xef && two === 0xbb && three === 0xbf;
  let text = new TextDecoder().decode(bytes);
  if (marked && text.startsWith('-----BEGIN ')) blame('byte-order-mark', 1);
  // An em dash stands for two hyphens or three: the row is what counts, not its length.
  const dashed = /[-\u2010-\u2015\u2212]{1,10}\s?(BEGIN|END) ([A-Z0-9][A-Z0-9 ]{0,40})[-\u2010-\u2015\u2212]{1,10}/g;
  const long = /[\u2010-\u2015\u2212]/;
  const first = text.matchAll(dashed).find(([row]) => long.test(row));
  if (first !== undefined) {
    blame('typographic-dashes', lineAt(text, first.index));
    text = text.replace(dashed, '-----$1 $2-----');
  }
  const escaped = text.indexOf('-----\\n');
  if (escaped >= 0) {
    blame('escaped-line-breaks', lineAt(text, escaped));
    text = text.replaceAll(/\\r?\\n|\\n/g, '\n');
  }
  return text;
}

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;

function blockOf({ label, line, body }: { readonly label: string; readonly line: number; readonly body: readonly { readonly text: string; readonly line: number }[] }, blame: (fault: PemFault, line: number) => void): PemBlock {
  // RFC 1421 §4.4: header fields, then an empty line; a continued field begins with a blank.
  const last = body.findLastIndex(({ text }) => /^[A-Za-z][A-Za-z0-9-]*: /.test(text));
  const headers = body.slice(0, last + 1).map(({ text }) => text).filter((text) => text !== '');
  const data = body.slice(last + 1);
  const damaged = data.find(({ text }) => /[^A-Za-z0-9+/=\s]/.test(text));
  if (damaged !== undefined) {
    blame('bad-base64', damaged.line);
    return { label, line, headers };
  }
  const base64 = data.map(({ text }) => text).join('').replace(/\s/g, '');
  if (base64 === '' || /=[^=]/.test(base64) || base64.length % 4 === 1) {
    blame('bad-base64', line);
    return { label, line, headers };
  }
  return { label, line, headers, bytes: Buffer.from(base64, 'base64') };
}
