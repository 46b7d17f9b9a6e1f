import type { Json, JsonObject } from './json.ts';
import { nearest } from './nearest.ts';
import { isSecretRef, type SecretRef } from './secret.ts';
import type { StandardIssue, StandardSchemaV1 } from './standard-schema.ts';
import type { Localized } from './text.ts';

type Described = {
  /** What the field is for, as help and documentation show it. */
  readonly text: Localized<string>;
  /** One letter for the command line. */
  readonly short?: string;
  /** What stands for the value in help: `--output <file>`. */
  readonly placeholder?: string;
  /** Whether it must be given. A field with a default never needs to. */
  readonly required?: true;
};

/** One field, as data: validation, defaults, command-line help, documentation and JSON Schema all read it. */
export type OptionField = Described & (
  | { readonly type: 'string'; readonly default?: string; readonly pattern?: string }
  | { readonly type: 'integer'; readonly default?: number; readonly min?: number; readonly max?: number }
  | { readonly type: 'number'; readonly default?: number; readonly min?: number; readonly max?: number }
  | { readonly type: 'boolean'; readonly default?: boolean }
  | { readonly type: 'enum'; readonly values: readonly string[]; readonly default?: string }
  /** A span of time, written `250ms`, `5s`, `2m`, `1h` or `1d`; its value is in milliseconds. */
  | { readonly type: 'duration'; readonly default?: number; readonly min?: number; readonly max?: number }
  /** A reference to a secret, written `env:NAME`, `file:path`, … */
  | { readonly type: 'secret' }
  | { readonly type: 'list'; readonly items: ItemField; readonly default?: readonly Json[] }
  | { readonly type: 'object'; readonly fields: OptionFields }
  /** Names of the reader's choosing with values of one type: HTTP headers. */
  | { readonly type: 'map'; readonly values: ItemField }
);

/** What a list or a map holds. */
export type ItemField =
  | { readonly type: 'string'; readonly pattern?: string }
  | { readonly type: 'integer'; readonly min?: number; readonly max?: number }
  | { readonly type: 'enum'; readonly values: readonly string[] };

export type OptionFields = { readonly [name: string]: OptionField };

type ItemValue<F> = F extends { readonly type: 'integer' } ? number : F extends { readonly type: 'enum'; readonly values: readonly (infer V)[] } ? V : string;
type FieldValue<F> =
  F extends { readonly type: 'integer' | 'number' | 'duration' } ? number
  : F extends { readonly type: 'boolean' } ? boolean
  : F extends { readonly type: 'enum'; readonly values: readonly (infer V)[] } ? V
  : F extends { readonly type: 'secret' } ? SecretRef
  : F extends { readonly type: 'list'; readonly items: infer I } ? readonly ItemValue<I>[]
  : F extends { readonly type: 'object'; readonly fields: infer O } ? OptionsFrom<O>
  : F extends { readonly type: 'map'; readonly values: infer I } ? { readonly [name: string]: ItemValue<I> }
  : string;
type Given<F> = F extends { readonly default: unknown } | { readonly required: true } ? true : false;
type Flat<T> = { [K in keyof T]: T[K] };

/** The values that fields describe: those with a default or `required` are always there. */
export type OptionsFrom<F> = Flat<
  { readonly [N in keyof F as Given<F[N]> extends true ? N : never]: FieldValue<F[N]> }
  & { readonly [N in keyof F as Given<F[N]> extends true ? never : N]?: FieldValue<F[N]> }
>;

export interface OptionsSchema<Options> extends StandardSchemaV1<unknown, Options> {
  readonly fields: OptionFields;
}

/** Makes a schema of fields. Unknown names are refused with the nearest known ones. */
export function defineOptions<const F extends OptionFields>(fields: F): OptionsSchema<OptionsFrom<F>> {
  return {
    fields,
    '~standard': {
      version: 1,
      vendor: 'culprit',
      validate(given) {
        const issues: StandardIssue[] = [];
        const value = readObject(fields, given ?? {}, [], issues);
        return issues.length > 0 ? { issues } : { value: value as OptionsFrom<F> };
      },
    },
  };
}

type Path = readonly (string | number)[];

function readObject(fields: OptionFields, given: unknown, path: Path, issues: StandardIssue[]): JsonObject {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    issues.push({ path, message: `must be an object with ${Object.keys(fields).join(', ')}` });
    return {};
  }
  const entries = given as { readonly [name: string]: unknown };
  for (const name of Object.keys(entries)) {
    if (Object.hasOwn(fields, name)) continue;
    const near = nearest(name, Object.keys(fields));
    issues.push({ path: [...path, name], message: `is unknown; ${near.length > 0 ? `did you mean ${near.join(' or ')}?` : `expected one of ${Object.keys(fields).join(', ')}`}` });
  }
  const value: Record<string, Json | undefined> = {};
  for (const [name, field] of Object.entries(fields)) {
    const entry = Object.hasOwn(entries, name) ? entries[name] : undefined;
    if (entry === undefined) {
      if ('default' in field && field.default !== undefined) value[name] = field.default;
      else if (field.required) issues.push({ path: [...path, name], message: 'is missing' });
      continue;
    }
    value[name] = readField(field, entry, [...path, name], issues);
  }
  return value;
}

function readField(field: OptionField | ItemField, given: unknown, path: Path, issues: StandardIssue[]): Json {
  const refuse = (message: string): null => {
    issues.push({ path, message });
    return null;
  };
  switch (field.type) {
    case 'string':
      if (typeof given !== 'string') return refuse('must be a text');
      if (field.pattern !== undefined && !new RegExp(field.pattern, 'u').test(given)) return refuse(`must match ${field.pattern}`);
      return given;
    case 'integer':
    case 'number':
      if (typeof given !== 'number' || !Number.isFinite(given)) return refuse('must be a number');
      if (field.type === 'integer' && !Number.isInteger(given)) return refuse('must be a whole number');
      return withinBounds(field, given) ?? refuse(boundsOf(field));
    case 'boolean':
      return typeof given === 'boolean' ? given : refuse('must be true or false');
    case 'enum':
      return typeof given === 'string' && field.values.includes(given) ? given : refuse(`must be one of ${field.values.join(', ')}`);
    case 'duration': {
      const ms = typeof given === 'string' ? parseDuration(given) : given;
      if (typeof ms !== 'number' || !Number.isFinite(ms)) return refuse('must be a span of time such as 250ms, 5s, 2m, 1h or 1d');
      return withinBounds(field, ms) ?? refuse(boundsOf(field, ' ms'));
    }
    case 'secret':
      if (isSecretRef(given as Json)) return given as SecretRef;
      if (typeof given === 'string' && /^[a-z][a-z0-9+.-]*:./.test(given)) return { $secret: given };
      return refuse('must refer to a secret, for example env:NAME or file:path, and never hold one');
    case 'list':
      if (!Array.isArray(given)) return refuse('must be a list');
      return given.map((item, index) => readField(field.items, item, [...path, index], issues));
    case 'object':
      return readObject(field.fields, given, path, issues);
    case 'map':
      if (typeof given !== 'object' || given === null || Array.isArray(given)) return refuse('must be an object');
      return Object.fromEntries(Object.entries(given).map(([name, item]) => [name, readField(field.values, item, [...path, name], issues)]));
  }
}

const withinBounds = ({ min = -Infinity, max = Infinity }: { readonly min?: number; readonly max?: number }, value: number): number | undefined =>
  value >= min && value <= max ? value : undefined;

const boundsOf = ({ min, max }: { readonly min?: number; readonly max?: number }, unit = ''): string =>
  min === undefined ? `must be at most ${max}${unit}` : max === undefined ? `must be at least ${min}${unit}` : `must lie between ${min} and ${max}${unit}`;

const unitsMs: { readonly [unit: string]: number } = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads `250ms`, `5s`, `1.5m`, `1h` or `1d` as milliseconds; `undefined` for anything else. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)$/.exec(text.trim());
  return match ? Number(match[1]) * (unitsMs[match[2] ?? ''] ?? 0) : undefined;
}

/** One line per issue: `checks.certificate/validity-period.warnDays must be at least 0`. */
export function describeIssues(issues: readonly StandardIssue[]): readonly string[] {
  return issues.map(({ message, path = [] }) => {
    const where = path.map((part) => (typeof part === 'object' && part !== null && 'key' in part ? String(part.key) : String(part))).join('.');
    return where === '' ? message : `${where} ${message}`;
  });
}
