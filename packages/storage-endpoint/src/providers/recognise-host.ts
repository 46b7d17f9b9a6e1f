import { providers } from './providers.ts';
import type { EndpointForm, Provider } from './provider.ts';

/** A host as one of a provider's. */
export interface RecognisedHost {
  readonly provider: Provider;
  readonly form: EndpointForm;
  /** The host without what stands before it. */
  readonly host: string;
  /** Labels before the provider's own host: a bucket, or several. Empty: none. */
  readonly before: string;
  readonly region: string | undefined;
  /** The region is not among those that are known. */
  readonly unknownRegion: boolean;
  /** What other parts of the template stand for: `bucket`, `account`. */
  readonly parts: { readonly [name: string]: string };
}

type Pattern = { readonly provider: Provider; readonly form: EndpointForm; readonly template: string; /** What follows its last part. */ readonly end: string; /** Letters that are fixed. */ readonly weight: number; expression?: RegExp };

/** Made at the first question: most runs ask none. */
let patterns: readonly Pattern[] | undefined;

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\-]/g, String.raw`\$&`);

const patternsOf = (provider: Provider, form: EndpointForm): readonly Pattern[] =>
  // A self-hosted store has whatever name its owner gave it.
  (form.hosts ?? [form.host]).filter((template) => !template.startsWith('{host}')).map((template) => ({
    provider, form, template, end: template.slice(template.lastIndexOf('}') + 1), weight: template.replaceAll(/\{[^}]+\}/g, '').length,
  }));

/** Compiled for those few alone whose end a host has: to compile all would take longer than the rest of a judgement. */
function expressionOf({ template, form }: Pattern): RegExp {
  // A jurisdiction is one of a closed list: any other label there is an account.
  const parts = template.split(/\{([^}]+)\}/).map((part, index) => (index % 2 === 0 ? escape(part) : part === 'jurisdiction' ? `(${(form.regions ?? []).join('|')})` : '([a-z0-9][a-z0-9-]*)'));
  return new RegExp(`^(?:(.+)\\.)?${parts.join('')}$`);
}

/** Which provider answers under this host name, going by the forms that are known; `undefined`: none of them. */
export function recogniseHost(host: string): RecognisedHost | undefined {
  patterns ??= providers.flatMap((provider) => provider.forms.flatMap((form) => patternsOf(provider, form)));
  let best: { readonly found: RecognisedHost; readonly weight: number } | undefined;
  for (const pattern of patterns) {
    const { provider, form, template, end, weight } = pattern;
    if (!host.endsWith(end) || (best !== undefined && weight <= best.weight)) continue;
    const match = (pattern.expression ??= expressionOf(pattern)).exec(host);
    if (match === null) continue;
    const [, before = '', ...found] = match;
    const parts = Object.fromEntries([...template.matchAll(/\{([^}]+)\}/g)].map(([, name = ''], index) => [name, found[index] ?? '']));
    const region = parts['region'];
    best = {
      weight,
      found: {
        provider, form, parts, before, region,
        host: before === '' ? host : host.slice(before.length + 1),
        unknownRegion: region !== undefined && !(form.regions ?? []).includes(region),
      },
    };
  }
  return best?.found;
}

/** A template with its parts filled in; what is not known stays in angle brackets. */
export const fillHost = (template: string, parts: { readonly [name: string]: string | undefined }): string =>
  template.replaceAll(/\{([^}]+)\}/g, (_, name: string) => parts[name] ?? `<${name}>`);
