import { isIP } from 'node:net';
import type { Style } from '../providers/provider.ts';
import type { Place } from './consumer.ts';

const isLabel = (text: string): boolean => /^(?!-)[a-z\d-]{3,63}(?<!-)$/.test(text);

/** `aws.isVirtualHostableS3Bucket`: 3 to 63 of a–z, 0–9 and `-`; with `dots`, every part between them like that. */
const isVirtualHostable = (bucket: string, dots: boolean): boolean => isIP(bucket) === 0 && (dots ? bucket.split('.').every(isLabel) : isLabel(bucket));

/** The rule set that all AWS SDKs share (endpoint-rule-set-1.json): virtual where the name allows it, never before an address. */
export function styleByAwsRules({ bucket, scheme, host, style, custom }: Place): Style {
  if (style === 'path' || isIP(host) > 0) return 'path';
  return isVirtualHostable(bucket, custom && scheme === 'http') ? 'virtual' : 'path';
}
