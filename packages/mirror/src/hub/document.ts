/** The members of a JSON object; none of anything else. */
export const members = (value: unknown): { readonly [name: string]: unknown } => (typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {});

/**
 * Reads JSON that may be cut off: of a list whose end is missing, the entries that are whole.
 * `undefined`: no JSON.
 */
export function readDocument(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    if (!/^\s*[[{]/.test(text)) return undefined;
  }
  for (let at = text.lastIndexOf('},'), tries = 0; at > 0 && tries < 40; at = text.lastIndexOf('},', at - 1), tries += 1) {
    for (const end of ['}]', '}]}', '}]}}']) {
      try {
        return JSON.parse(text.slice(0, at) + end);
      } catch {
        // Cut within an entry: one further back.
      }
    }
  }
  return undefined;
}
