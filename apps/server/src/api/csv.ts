/**
 * Rows as RFC 4180 has them. A text that a spreadsheet would take for a formula gets an apostrophe in front: names of
 * servers come from whoever runs them. Where Chinese or Japanese is written, the full-width signs begin one too
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function csvOf(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number): string => {
    if (typeof value === 'number') return String(value);
    const tame = /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame;
  };
  return [head, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
