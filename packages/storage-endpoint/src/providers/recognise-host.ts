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

type Pattern = { readonly provider: Provider; readonly form: EndpointForm; readonly expression: RegExp; readonly names: readonly string[]; /** Letters that are fixed. */ readonly weight: number };

/** Compiled at the first question: most runs ask none. */
let patterns: readonly Pattern[] | undefined;

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\-]/g, String.raw`\$&`);

function compile(provider: Provider, form: EndpointForm, template: string): readonly Pattern[] {
  // A self-hosted store has whatever name its owner gave it.
  if (template.startsWith('{host}')) return [];
  const names: string[] = [];
  const source = template.split(/(\{[^}]+\})/).map((part) => {
    if (!part.startsWith('{')) return escape(part);
    names.push(part.slice(1, -1));
    // A jurisdiction is one of a closed list: any other label there is an account.
    return part === '{jurisdiction}' ? `(${(form.regions ?? []).join('|')})` : '([a-z0-9][a-z0-9-]*)';
  }).join('');
  return [{ provider, form, names, expression: new RegExp(`^(?:(.+)\\.)?${source}$`), weight: template.replaceAll(/\{[^}]+\}/g, '').length }];
}

/** Which provider answers under this host name, going by the forms that are known; `undefined`: none of them. */
export function recogniseHost(host: string): RecognisedHost | undefined {
  patterns ??= providers.flatMap((provider) => provider.forms.flatMap((form) => (form.hosts ?? [form.host]).flatMap((template) => compile(provider, form, template))));
  let best: { readonly found: RecognisedHost; readonly weight: number } | undefined;
  for (const { provider, form, names, expression, weight } of patterns) {
    if (best !== undefined && weight <= best.weight) continue;
    const match = expression.exec(host);
    if (match === null) continue;
    const parts = Object.fromEntries(names.map((name, index) => [name, match[index + 2] ?? '']));
    const before = match[1] ?? '';
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
