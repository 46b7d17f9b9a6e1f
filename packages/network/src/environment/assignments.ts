/**
 * One `key = value` of a settings file, with the section above it: `http`, `http.https://host` for git's `[http "https://host"]`.
 * Keys and sections in lower case.
 */
export type Assignment = { readonly section: string; readonly key: string; readonly value: string; /** Counted from 1. */ readonly line: number };

const maxLines = 5_000;
const maxLength = 4_096;

/**
 * Reads `key = value` lines as npm, pip, git, wget, KDE, systemd units and /etc/environment have them: sections in
 * brackets, comments behind `#` or `;` at the start of a line, `export` before a name, quotation marks around a value. A
 * key alone has an empty value (git-config(1): it is true).
 */
export function parseAssignments(text: string): readonly Assignment[] {
  const found: Assignment[] = [];
  let section = '';
  for (const [index, raw] of text.split(/\r?\n/, maxLines).entries()) {
    const line = raw.slice(0, maxLength).trim();
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    if (line.startsWith('[')) {
      section = sectionOf(line);
      continue;
    }
    const equals = line.indexOf('=');
    const key = (equals < 0 ? line : line.slice(0, equals)).trim().replace(/^export\s+/, '');
    if (key === '' || (equals < 0 && /\s/.test(key))) continue;
    const value = equals < 0 ? '' : line.slice(equals + 1).trim();
    // systemd.exec(5): Environment="A=1" "B=2"
    if (section === 'service' && key === 'Environment') {
      for (const match of value.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)) {
        const [name = '', ...rest] = (match[1] ?? match[2] ?? match[3] ?? '').split('=');
        if (rest.length > 0) found.push({ section, key: name.toLowerCase(), value: rest.join('='), line: index + 1 });
      }
    } else {
      found.push({ section, key: key.toLowerCase(), value: unquoted(value), line: index + 1 });
    }
  }
  return found;
}

/** curl's one option a line: `proxy = "…"`, `proxy: …`, `--proxy …`, `-x …`. A letter keeps its case. https://curl.se/docs/manpage.html#-K */
export function parseOptionLines(text: string): readonly Assignment[] {
  return text.split(/\r?\n/, maxLines).flatMap((line, index) => {
    const [, key = '', value = ''] = /^\s*-{0,2}([A-Za-z][\w-]{0,60})(?:\s*[=:]\s*|\s+|$)(.*)$/.exec(line.slice(0, maxLength).trimEnd()) ?? [];
    return key === '' ? [] : [{ section: '', key: key.length === 1 ? key : key.toLowerCase(), value: unquoted(value), line: index + 1 }];
  });
}

/** What stands in the brackets; of git's, the subsection behind a dot. */
function sectionOf(line: string): string {
  const name = line.slice(1, line.includes(']') ? line.lastIndexOf(']') : undefined).trim();
  const quote = name.indexOf('"');
  return quote < 0 ? name.toLowerCase() : `${name.slice(0, quote).trim().toLowerCase()}.${name.slice(quote + 1).replace(/"$/, '')}`;
}

const unquoted = (value: string): string => /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;
