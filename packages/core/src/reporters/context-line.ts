import type { Json, JsonObject } from '../json.ts';
import type { Words } from './words.ts';
import { neutralise } from '../neutralise.ts';

/** These say what they are by themselves and are shown without a name. */
const unnamed = ['user', 'hostname', 'platform', 'runtime', 'network'];
const first = [...unnamed, 'resolver', 'proxy', 'container'];

/**
 * Who looked and from where, as short parts: `Linux 6.1`, `Node 24.21`, `proxy http://127.0.0.1:7890`. Known members of
 * `report.context` come first, others after them by their own name. Empty ones are left out.
 */
export function contextParts(context: JsonObject, words: Words): readonly string[] {
  const names = [...first.filter((name) => Object.hasOwn(context, name)), ...Object.keys(context).filter((name) => !first.includes(name))];
  return names.flatMap((name) => {
    const value = plain(context[name]);
    if (value === '') return [];
    if (name === 'proxy' && value === 'direct') return [words.direct];
    const shown = Object.hasOwn(words.context, name) ? words.context[name] ?? name : name;
    if (value === 'true') return [neutralise(shown)];
    return [neutralise(unnamed.includes(name) ? value : `${shown} ${value}`)];
  });
}

function plain(value: Json | undefined): string {
  if (value === undefined || value === null || value === false) return '';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.map(plain).filter((part) => part !== '').join(', ');
  return Object.entries(value).map(([name, part]) => [name, plain(part)] as const).filter(([, part]) => part !== '').map(([name, part]) => `${name}=${part}`).join(' ');
}
