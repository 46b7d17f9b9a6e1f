import type { Place, Reading } from '../consumers/consumer.ts';
import type { Style } from '../providers/provider.ts';
import type { EffectiveEndpoint } from './judgement.ts';
import { percentEncode } from './percent-encode.ts';

export type Accepted = Reading & { readonly outcome: 'accepted' };

/** Pure: where a program with this rule sends requests for this bucket. */
export function effectiveEndpoint(styleOf: (place: Place) => Style, { scheme, host, port, path }: Accepted, bucket: string | undefined, wish: Style | 'auto' | undefined, custom: boolean): Omit<EffectiveEndpoint, 'tls'> {
  // Without a bucket nothing is put anywhere; the style is what any ordinary name would get.
  const style = styleOf({ bucket: bucket ?? 'bucket', scheme, host: host.toLowerCase(), style: wish, custom });
  const parts = [path, ...(bucket !== undefined && style === 'path' ? [percentEncode(bucket)] : [])].filter((part) => part !== '');
  return { scheme, style, host: bucket !== undefined && style === 'virtual' ? `${bucket}.${host}` : host, port: port ?? (scheme === 'https' ? 443 : 80), path: `/${parts.join('/')}` };
}
