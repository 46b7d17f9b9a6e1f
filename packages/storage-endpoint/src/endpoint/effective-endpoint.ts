import type { Consumer, Reading } from '../consumers/consumer.ts';
import type { Style } from '../providers/provider.ts';
import { recogniseHost } from '../providers/recognise-host.ts';
import type { EffectiveEndpoint } from './judgement.ts';
import { predictTls } from './predict-tls.ts';

export type Accepted = Reading & { readonly outcome: 'accepted' };

/** Pure: where this program sends requests for this bucket. */
export function effectiveEndpoint(consumer: Consumer, reading: Accepted, bucket: string | undefined, wish: Style | 'auto' | undefined, custom: boolean): EffectiveEndpoint {
  const { scheme, path } = reading;
  const recognised = recogniseHost(reading.host.toLowerCase());
  // Without a bucket nothing is put anywhere; the style is what any ordinary name would get.
  const style = consumer.styleOf({ bucket: bucket ?? 'bucket', scheme, host: reading.host.toLowerCase(), recognised, style: wish, custom });
  const host = bucket !== undefined && style === 'virtual' ? `${bucket}.${reading.host}` : reading.host;
  const parts = [path, ...(bucket !== undefined && style === 'path' ? [bucket] : [])].filter((part) => part !== '');
  return {
    scheme, host, style,
    port: reading.port ?? (scheme === 'https' ? 443 : 80),
    path: `/${parts.join('/')}`,
    tls: predictTls(scheme, host, host === reading.host ? recognised : recogniseHost(host)),
  };
}
