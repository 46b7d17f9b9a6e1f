import type { Json, JsonObject } from './json.ts';
import { missing, mistaken, unknownName, type OptionIssue } from './option-issues.ts';
import { isSecretRef, readHeaderValue, type HeaderValue, type SecretRef } from './secret.ts';
import type { StandardSchemaV1 } from './standard-schema.ts';
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
  | { readonly type: 'enum'; readonly values: readonly string[] }
  /** In a map: the value of the header field of that name; a credential only by reference, `Bearer env:NAME`. */
  | { readonly type: 'header' };

export type OptionFields = { readonly [name: string]: OptionField };

type ItemValue<F> = F extends { readonly type: 'integer' } ? number : F extends { readonly type: 'enum'; readonly values: readonly (infer V)[] } ? V : F extends { readonly type: 'header' } ? HeaderValue : string;
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

export interface OptionsSchema<Options> {
  readonly fields: OptionFields;
  readonly '~standard': Omit<StandardSchemaV1<unknown, Options>['~standard'], 'validate'> & {
    readonly validate: (value: unknown) => { readonly value: Options; readonly issues?: undefined } | { readonly issues: readonly OptionIssue[] };
  };
}

/** Makes a schema of fields. Unknown names are refused with the nearest known ones. */
export function defineOptions<const F extends OptionFields>(fields: F): OptionsSchema<OptionsFrom<F>> {
  return {
    fields,
    '~standard': {
      version: 1,
      vendor: 'culprit',
      validate(given) {
        const refused: Refused = [];
        const value = readObject({ type: 'object', fields, text: { en: '', 'zh-CN': '' } }, given ?? {}, [], refused);
        return refused.length > 0 ? { issues: refused.map(({ path, text }) => ({ path, text, message: text.en })) } : { value: value as OptionsFrom<F> };
      },
    },
  };
}

type Path = readonly (string | number)[];
type Refused = { readonly path: Path; readonly text: Localized<string> }[];

function readObject(field: OptionField & { readonly type: 'object' }, given: unknown, path: Path, refused: Refused): JsonObject | null {
  if (!isObject(given)) {
    refused.push({ path, text: mistaken(field) });
    return null;
  }
  const { fields } = field;
  for (const name of Object.keys(given)) if (!Object.hasOwn(fields, name)) refused.push({ path: [...path, name], text: unknownName(name, Object.keys(fields)) });
  const value: Record<string, Json | undefined> = {};
  for (const [name, entry] of Object.entries(fields)) {
    const own = Object.hasOwn(given, name) ? given[name] : undefined;
    if (own !== undefined) value[name] = readField(entry, own, [...path, name], refused);
    else if ('default' in entry && entry.default !== undefined) value[name] = entry.default;
    else if (entry.required) refused.push({ path: [...path, name], text: missing });
  }
  return value;
}

function readField(field: OptionField | ItemField, given: unknown, path: Path, refused: Refused): Json {
  if (field.type === 'object') return readObject(field, given, path, refused);
  if (field.type === 'list' && Array.isArray(given)) return given.map((item, index) => readField(field.items, item, [...path, index], refused));
  if (field.type === 'map' && isObject(given)) return Object.fromEntries(Object.entries(given).map(([name, item]) => [name, readField(field.values, item, [...path, name], refused)]));
  const value = field.type === 'header' ? readHeader(String(path.at(-1)), given) : readScalar(field, given);
  if (value !== undefined) return value;
  refused.push({ path, text: mistaken(field) });
  return null;
}

function readHeader(name: string, given: unknown): Json | undefined {
  if (typeof given === 'string') return readHeaderValue(name, given);
  if (!isSecretRef(given as Json) || !isObject(given)) return undefined;
  const { $secret, scheme, ...unknown } = given;
  if (Object.keys(unknown).length > 0 || typeof $secret !== 'string' || (scheme !== undefined && (typeof scheme !== 'string' || !/^[A-Za-z][\w-]*$/.test(scheme)))) return undefined;
  return { $secret, ...(scheme === undefined ? {} : { scheme }) };
}

/** The value as its field has it; `undefined` where it is not what the field takes. */
function readScalar(field: OptionField | ItemField, given: unknown): Json | undefined {
  switch (field.type) {
    case 'string': return typeof given === 'string' && (field.pattern === undefined || new RegExp(field.pattern, 'u').test(given)) ? given : undefined;
    case 'integer': return typeof given === 'number' && Number.isInteger(given) ? withinBounds(field, given) : undefined;
    case 'number': return typeof given === 'number' && Number.isFinite(given) ? withinBounds(field, given) : undefined;
    case 'boolean': return typeof given === 'boolean' ? given : undefined;
    case 'enum': return typeof given === 'string' && field.values.includes(given) ? given : undefined;
    case 'duration': {
      const ms = typeof given === 'string' ? parseDuration(given) : given;
      return typeof ms === 'number' && Number.isFinite(ms) ? withinBounds(field, ms) : undefined;
    }
    case 'secret':
      if (isSecretRef(given as Json)) return given as SecretRef;
      return typeof given === 'string' && /^[a-z][a-z0-9+.-]*:./.test(given) ? { $secret: given } : undefined;
    default: return undefined;
  }
}

const isObject = (value: unknown): value is { readonly [name: string]: unknown } => typeof value === 'object' && value !== null && !Array.isArray(value);

const withinBounds = ({ min = -Infinity, max = Infinity }: { readonly min?: number; readonly max?: number }, value: number): number | undefined =>
  value >= min && value <= max ? value : undefined;

const unitsMs: { readonly [unit: string]: number } = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads `250ms`, `5s`, `1.5m`, `1h` or `1d` as milliseconds; `undefined` for anything else. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)$/.exec(text.trim());
  return match ? Number(match[1]) * (unitsMs[match[2] ?? ''] ?? 0) : undefined;
}
