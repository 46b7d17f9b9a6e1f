/** One `key = value` of a settings file, with the section above it. Keys and sections in lower case. */
export type Assignment = { readonly section: string; readonly key: string; readonly value: string };

const maxLines = 5_000;

/**
 * Reads `key = value` lines as npm, pip, git, wget, KDE, systemd units and /etc/environment have them: sections in
 * brackets, comments behind `#` or `;` at the start of a line, `export` before a name, quotation marks around a value.
 */
export function parseAssignments(text: string): readonly Assignment[] {
  const found: Assignment[] = [];
  let section = '';
  for (const raw of text.split(/\r?\n/, maxLines)) {
    const line = raw.slice(0, 4_096).trim();
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    if (line.startsWith('[')) {
      section = line.slice(1, line.includes(']') ? line.lastIndexOf(']') : undefined).toLowerCase();
      continue;
    }
    const equals = line.indexOf('=');
    if (equals <= 0) continue;
    const key = line.slice(0, equals).trim().replace(/^export\s+/, '');
    const value = line.slice(equals + 1).trim();
    // systemd.exec(5): Environment="A=1" "B=2"
    if (section === 'service' && key === 'Environment') {
      for (const match of value.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)) {
        const [name = '', ...rest] = (match[1] ?? match[2] ?? match[3] ?? '').split('=');
        if (rest.length > 0) found.push({ section, key: name.toLowerCase(), value: rest.join('=') });
      }
    } else {
      found.push({ section, key: key.toLowerCase(), value: unquoted(value) });
    }
  }
  return found;
}

const unquoted = (value: string): string => /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;
