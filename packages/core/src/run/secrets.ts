import type { CommandContext } from '../command.ts';
import { ToolError } from '../errors.ts';
import { secretSourcesOf } from '../plugin.ts';
import { secret, type Secret, type SecretReader, type SecretRef, type SecretSource } from '../secret.ts';

/** The secrets that a run came to know, and the way to keep them out of everything that leaves it. */
export interface SecretKeeper extends SecretReader {
  /** The last line of defence: blots out every secret, in any common encoding, wherever it got to. */
  conceal<T>(value: T): T;
  conceal(label: string, value: string): Secret;
}

/** Resolves references outside of a run: by these sources, then by `env:` and `file:`; what it came to know it also blots out. */
export const createSecretReader = (sources: readonly SecretSource[]): SecretKeeper => createSecretKeeper(sources);

/** What a reference of a command leads to: `env:` in the command's own environment, `file:`, and what its config and plugins bring. Rejects with a `ToolError`. */
export async function readCommandSecret(reference: SecretRef, { env, plugins, config }: Pick<CommandContext, 'env' | 'plugins' | 'config'>): Promise<string> {
  const own: SecretSource = { scheme: 'env', resolve: async (name) => env[name] };
  return (await createSecretReader([own, ...config?.secrets ?? [], ...secretSourcesOf(plugins)]).read(reference)).reveal();
}

/** `env:` and `file:` are always there. */
export function createSecretKeeper(sources: readonly SecretSource[]): SecretKeeper {
  const all = [...sources, environment, file];
  /** Labels by value: what one label held before stays blotted out when it holds something else. */
  const known = new Map<string, string>();
  /** What facts came by on their own, by its label: it can be referred to in the questions that they then ask. */
  const found = new Map<string, Secret>();
  let blots: readonly { readonly form: string; readonly label: string }[] | undefined;
  const keep = (label: string, value: string): Secret => {
    if (!known.has(value)) known.set(value, label);
    blots = undefined;
    return secret(label, value);
  };
  const clean = <T>(value: T): T => {
    if (known.size === 0) return value;
    blots ??= [...known].flatMap(([plain, label]) => formsOf(plain).map((form) => ({ form, label: `[secret ${label}]` })))
      .toSorted((a, b) => b.form.length - a.form.length);
    return blot(value, blots) as T;
  };
  function conceal<T>(value: T): T;
  function conceal(label: string, value: string): Secret;
  function conceal(...given: readonly [unknown] | readonly [string, string]): unknown {
    if (given.length !== 2) return clean(given[0]);
    const [label, value] = given;
    const kept = keep(label, value);
    found.set(label, kept);
    return kept;
  }
  const keeper: SecretKeeper = {
    conceal,
    async read(reference: SecretRef) {
      const label = reference.$secret;
      const colon = label.indexOf(':');
      const source = all.find(({ scheme }) => scheme === label.slice(0, colon));
      const own = source === undefined ? found.get(label) : undefined;
      if (own !== undefined) return own;
      const value = await source?.resolve(label.slice(colon + 1), keeper);
      if (value === undefined || value === '') throw unresolved(label, source, all);
      return keep(label, value);
    },
  };
  return keeper;
}

const environment: SecretSource = { scheme: 'env', resolve: async (name) => process.env[name] };

const file: SecretSource = {
  scheme: 'file',
  async resolve(path) {
    const { readFile } = await import('node:fs/promises');
    // Editors end files with a line break that is not part of the secret.
    return readFile(path, 'utf8').then((text) => text.replace(/\r?\n$/, ''), () => undefined);
  },
};

function unresolved(label: string, source: SecretSource | undefined, all: readonly SecretSource[]): ToolError {
  const schemes = all.map(({ scheme }) => `${scheme}:`);
  // What stands where a reference belongs may be the secret itself (`user:password`): it is not repeated.
  return source === undefined
    ? new ToolError('SECRET_UNRESOLVED', {
      en: `Nothing here resolves one of the references to secrets. A reference begins with ${schemes.join(', ')}, for example env:NAME.`,
      'zh-CN': `有一个密钥引用无法解析。引用必须以 ${schemes.join('、')} 开头，例如 env:NAME。`,
    })
    : new ToolError('SECRET_UNRESOLVED', {
      en: `The secret ${label} is not there, or is empty. Set the variable or create the file that it names.`,
      'zh-CN': `密钥引用 ${label} 不存在或为空。请设置其所指的环境变量或创建对应的文件。`,
    });
}

/** The ways a secret shows up in texts: raw, in a URL, in base64 (alone and as either half of a Basic pair), in hex, in JSON. */
function formsOf(plain: string): readonly string[] {
  const bytes = Buffer.from(plain);
  // Inside a longer base64 text (`user:secret`) the secret starts at one of three alignments; the characters that hold
  // only its own bits are the same whatever surrounds it (RFC 4648 §4).
  const aligned = [0, 1, 2].map((shift) => Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64').slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6)));
  const urlSafe = aligned.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'));
  const forms = [plain, encodeURIComponent(plain), bytes.toString('hex'), JSON.stringify(plain).slice(1, -1), ...aligned, ...urlSafe];
  // Anything shorter would blot out ordinary words.
  return [...new Set(forms)].filter((form) => form.length >= 6 || form === plain && plain.length >= 4);
}

function blot(value: unknown, blots: readonly { readonly form: string; readonly label: string }[]): unknown {
  if (typeof value === 'string') return blots.reduce((text, { form, label }) => (text.includes(form) ? text.replaceAll(form, label) : text), value);
  if (Array.isArray(value)) return value.map((item) => blot(item, blots));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [blot(key, blots) as string, blot(item, blots)]));
  }
  return value;
}
