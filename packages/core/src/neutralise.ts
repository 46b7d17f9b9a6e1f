/*
 * What a server sent may hold terminal escapes, line breaks that forge a line of ours, or bidirectional controls that
 * turn a text round ("Trojan Source", CVE-2021-42574). None of them reaches a screen, a ticket or a build log.
 */
const breaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;
const unseen = /[\u0000-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uD800-\uDFFF\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;
/** What nearly every text is made of, and nothing of the above; to compile that takes as long as to write a whole report. */
const harmless = /^[\x20-\x7E\u00A1-\u00AC\u00AE-\u00FF\u2010-\u2027\u2190-\u27BF\u3001-\u9FFF\uFF01-\uFF5E]*$/;

const spell = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/** One line: breaks become a space, other control and invisible characters are spelled out as `\u{1b}`. */
export function neutralise(text: string): string {
  return harmless.test(text) ? text : text.replaceAll(breaks, ' ').replaceAll(unseen, spell);
}

/** The same for a text of ours that may have several lines: its line feeds stay. */
export function neutraliseLines(text: string): string {
  return text.split('\n').map(neutralise).join('\n');
}

/** JSON in which a control character that `JSON.stringify` would leave bare is escaped; it parses to the same value. */
export function escapeJson(json: string): string {
  return json.replaceAll(/[\u007F-\u009F\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
