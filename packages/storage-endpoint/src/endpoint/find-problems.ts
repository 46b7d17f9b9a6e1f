import { isIP } from 'node:net';
import type { Consumer, Reading } from '../consumers/consumer.ts';
import { servesData, speaksS3, type Style } from '../providers/provider.ts';
import { recogniseHost, type RecognisedHost } from '../providers/recognise-host.ts';
import type { EndpointQuestion, Problem, ProblemId } from './judgement.ts';
import { parseEndpoint, type Flaw, type ParsedEndpoint } from './parse-endpoint.ts';

/** An endpoint as it was meant, and what of it belongs to the bucket. */
export interface Meant {
  readonly parsed: ParsedEndpoint;
  readonly recognised: RecognisedHost | undefined;
  /** The host without a bucket before it. */
  readonly host: string;
  /** What stands before it, if that is or may be a bucket. */
  readonly before: string;
}

const problem = (id: ProblemId, effect: Problem['effect'], reason: string, found: string, expected = ''): Problem => ({ id, effect, reason, found, expected });

/** Takes the host apart. Of a provider that is not known only a label that is the bucket is taken for one. */
export function meantBy(parsed: ParsedEndpoint, bucket: string | undefined): Meant {
  const recognised = recogniseHost(parsed.host);
  if (recognised !== undefined) {
    const own = recognised.parts['bucket'] ?? '';
    return { parsed, recognised, host: recognised.host, before: own === '' ? recognised.before : own };
  }
  const embedded = bucket !== undefined && isIP(parsed.host) === 0 && parsed.host.startsWith(`${bucket.toLowerCase()}.`);
  return { parsed, recognised, host: embedded ? parsed.host.slice(bucket.length + 1) : parsed.host, before: embedded ? bucket : '' };
}

/** How it is written, as far as this program minds. */
export function problemsOfText({ flaws, scheme, host, given }: ParsedEndpoint, reading: Reading, { writes }: Consumer): readonly Problem[] {
  const userInfo = flaws.includes('user-info') ? [problem('user-info', 'warns', 'in-endpoint', given)] : [];
  if (flaws.includes('empty')) return [problem('endpoint-not-set', 'fails', 'empty', given)];
  if (reading.outcome === 'accepted' && reading.host.toLowerCase() === host) return userInfo;
  if (flaws.includes('doubled-scheme')) return [problem('doubled-scheme', 'fails', 'twice', given, host)];
  const order: readonly Flaw[] = ['quoted', 'full-width', 'invisible-characters', 'blank', 'malformed-scheme', 'unknown-scheme', 'invalid-host', 'invalid-port'];
  const flaw = order.find((candidate) => flaws.includes(candidate));
  if (flaw !== undefined) return [problem('malformed-endpoint', 'fails', flaw, given, host), ...userInfo];
  if (reading.outcome === 'accepted') return userInfo;
  if (writes === 'url' && scheme === undefined) return [problem('endpoint-without-scheme', 'fails', 'missing', given, `https://${host}`)];
  if (writes === 'host' && scheme !== undefined) return [problem('endpoint-with-scheme', 'fails', 'present', given, host)];
  return userInfo;
}

/** A bucket in the host or in the path, and a path that is none. */
export function problemsOfBucket({ parsed: { host, path }, recognised, before }: Meant, bucket: string | undefined): readonly Problem[] {
  const found: Problem[] = [];
  // These hosts are a bucket's own, or stand for one.
  const belongs = ['accesspoint', 'mrap', 'express', 'vpce', 'website', 'cdn'].includes(recognised?.form.kind ?? '');
  if (before !== '' && !belongs) {
    const same = bucket === undefined || isRepeated(before, bucket.toLowerCase());
    found.push(same ? problem('bucket-in-endpoint', 'fails', 'in-host', bucket ?? before, host) : problem('contradicting-buckets', 'fails', 'host', before, bucket));
  }
  if (path !== '') {
    const [first = '', ...rest] = path.split('/');
    if (first === bucket) found.push(problem('bucket-in-endpoint', 'fails', 'in-path', bucket, `/${path}`));
    // Stores of one's own may live below a path; those of the known providers don't.
    else if (recognised !== undefined && rest.length === 0 && bucket !== undefined && /^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/.test(first)) found.push(problem('contradicting-buckets', 'fails', 'path', first, bucket));
    else if (recognised !== undefined) found.push(problem('path-in-endpoint', 'fails', 'path', `/${path}`));
  }
  return found;
}

/** The bucket once, or several times in a row. */
const isRepeated = (before: string, bucket: string): boolean => before === bucket || (before.startsWith(`${bucket}.`) && isRepeated(before.slice(bucket.length + 1), bucket));

/** Whether this endpoint serves this program at all. */
export function problemsOfKind({ parsed, recognised }: Meant, reading: Reading, { speaks }: Consumer): readonly Problem[] {
  if (recognised === undefined) return [];
  const { form, provider, host } = recognised;
  if (!servesData(form)) return [problem('not-a-data-endpoint', 'fails', form.kind, parsed.host)];
  const internal = form.internal ? [problem('internal-endpoint', 'warns', 'internal', host)] : [];
  if (speaks === 's3') return speaksS3(form) ? internal : [problem('native-endpoint-for-s3-client', 'fails', 'native', host), ...internal];
  if (!form.signatures.includes('tos4-hmac-sha256')) {
    const own = provider.forms.some(({ signatures }) => signatures.includes('tos4-hmac-sha256'));
    return [problem('s3-endpoint-for-native-client', 'fails', own ? 's3' : 'other-provider', host), ...internal];
  }
  return reading.outcome === 'refused' && parsed.flaws.length === 0 ? [problem('s3-endpoint-for-native-client', 'fails', 'letters', parsed.host), ...internal] : internal;
}

/** A region with quotes or blanks around it, or that is none. Whoever signs with it all the same is refused by the store. */
export function problemsOfRegionText(region: string, { refusesRegion }: Consumer): readonly Problem[] {
  return region === '' || refusesRegion === undefined || isRegion(region) ? [] : [problem('malformed-region', 'fails', regionMeant(region) === undefined ? 'characters' : 'around', region, regionMeant(region))];
}

const isRegion = (text: string): boolean => /^(?!-)[a-z\d-]{1,63}(?<!-)$/i.test(text);

/** A region without what stands around it by accident; `undefined`: it is none even so. */
export function regionMeant(text: string): string | undefined {
  const { host } = parseEndpoint(text);
  return isRegion(host) ? host : undefined;
}

/** The region that requests are signed for against the one in the host. */
export function problemsOfRegion({ recognised }: Meant, { region }: EndpointQuestion, { defaultRegion }: Consumer): readonly Problem[] {
  const own = recognised?.region;
  if (recognised === undefined || own === undefined) return [];
  const found: Problem[] = [];
  if (recognised.unknownRegion) found.push(problem('unknown-region', 'warns', 'unknown', own));
  if (region !== undefined && region !== '' && withoutPrefix(region) !== withoutPrefix(own)) {
    found.push(problem('region-mismatch', recognised.provider.checksRegion ? 'fails' : 'warns', 'differs', region, own));
  } else if ((region ?? '') === '' && defaultRegion !== undefined && defaultRegion !== own) found.push(problem('region-not-set', 'warns', 'default', defaultRegion, own));
  return found;
}

/** `oss-cn-beijing` and `cn-beijing` are one region of Alibaba's. */
const withoutPrefix = (region: string): string => region.toLowerCase().replace(/^oss-/, '');

/** Where the bucket goes against what the store takes. */
export function problemsOfStyle({ recognised, parsed: { scheme } }: Meant, bucket: string | undefined, style: Style): readonly Problem[] {
  const dotted = bucket !== undefined && bucket.includes('.');
  if (dotted && style === 'virtual' && scheme !== 'http') return [problem('dotted-bucket', 'fails', 'virtual', bucket)];
  if (recognised === undefined || recognised.form.addressing.includes(style)) return [];
  if (style === 'virtual') return [problem('path-style-needed', 'fails', 'virtual', recognised.host)];
  if (dotted) return [problem('dotted-bucket', 'fails', 'path', bucket)];
  // Capitals or underscores: the SDKs fall back to the path, and no store of today's has such a bucket.
  if (bucket !== undefined && !/^[a-z\d][a-z\d-]{1,61}[a-z\d]$/.test(bucket)) return [problem('invalid-bucket-name', 'fails', 'characters', bucket)];
  return [problem('virtual-host-style-needed', 'fails', 'path', recognised.host)];
}
