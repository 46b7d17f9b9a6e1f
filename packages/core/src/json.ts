/** JSON and nothing else: the only shape allowed into a target, an input or a report. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export type JsonObject = { readonly [key: string]: Json | undefined };

/** Serialises with sorted keys and without `undefined` members, so that equal data give equal text. */
export function canonical(value: Json | undefined): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  const parts: string[] = [];
  write(value, parts);
  // Joined, not added up: V8 keeps a sum as a tree of its parts, and whoever watches keeps dozens of these for each target.
  return parts.join('');
}

function write(value: Json | undefined, parts: string[]): void {
  if (value === null || typeof value !== 'object') parts.push(JSON.stringify(value ?? null));
  else if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly Json[]).entries()) {
      parts.push(index === 0 ? '[' : ',');
      write(item, parts);
    }
    parts.push(value.length === 0 ? '[]' : ']');
  } else {
    let opening = '{';
    for (const key of Object.keys(value).sort()) {
      const entry = (value as JsonObject)[key];
      if (entry === undefined) continue;
      parts.push(opening, JSON.stringify(key), ':');
      write(entry, parts);
      opening = ',';
    }
    parts.push(opening === '{' ? '{}' : '}');
  }
}
