import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeEndpoint, type EffectiveEndpoint } from '@culprit/storage-endpoint';
import { expect, test } from 'vitest';
import { signedTextOf } from '../../packages/storage-endpoint/src/live/canonical-request.ts';
import { because, type Reason } from './requirements.ts';

const folder = join(process.env['CULPRIT_CORPORA'] ?? join(import.meta.dirname, '../../../shared/corpora'), 'storage');
const reason: Reason = existsSync(join(folder, 'sigv4.jsonl')) ? undefined : `the corpora are not in ${folder}`;
const [skip, why] = [reason !== undefined, because(reason)];
const linesOf = <Line>(name: string): readonly Line[] => readFileSync(join(folder, name), 'utf8').trim().split('\n').map((line): Line => JSON.parse(line));

/** A case of awslabs/aws-c-auth. `normalize`: the rule of every service but S3, which takes a path as it is. */
type SignedCase = { readonly id: string; readonly context: { readonly normalize: boolean; readonly timestamp: string; readonly omit_session_token?: boolean } } & { readonly [F in Form]: { readonly canonicalRequest: string; readonly stringToSign: string; readonly signedRequest: string } };
/** Where the signature stands: in a field, or in the query of the address. */
type Form = 'header' | 'query';

/** A request as it goes out: folded lines joined, names that come twice as one, what no URL holds encoded. */
function sentOf(text: string): Parameters<typeof signedTextOf>[0] {
  const [head = '', body = ''] = text.split('\n\n');
  const [line = '', ...fields] = head.replaceAll(/\n[ \t]+/g, ' ').split('\n');
  const [, method = '', target = ''] = /^(\w+) (.*) HTTP\/1\.1$/.exec(line) ?? [];
  const [path = '', query = ''] = target.split('?', 2);
  const headers: Record<string, string> = { 'x-amz-content-sha256': createHash('sha256').update(body).digest('hex') };
  for (const field of fields) {
    const [, name = '', value = ''] = /^([^:]+):(.*)$/.exec(field) ?? [];
    const key = name.toLowerCase();
    headers[key] = fields.filter((other) => other !== field && other.toLowerCase().startsWith(`${key}:`)).length > 0 && headers[key] !== undefined ? `${headers[key]},${value.trim()}` : value.trim();
  }
  const dated = (name: string): string => (headers[name] ?? '').replaceAll(/[-:]/g, '');
  return {
    method, path: path.replaceAll(/[^\x21-\x7e]/gu, encodeURIComponent), headers: { ...headers, 'x-amz-date': dated('x-amz-date') },
    query: Object.fromEntries(query === '' ? [] : query.split('&').map((pair) => pair.split('=', 2).map(decodeURIComponent) as [string, string])),
  };
}

/** In the corpus with the dashes and colons of ISO 8601, which the signature leaves out. */
const plainDate = (text: string): string => text.replaceAll(/(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z/g, '$1$2$3T$4$5$6Z');

test.skipIf(skip).for<Form>(['header', 'query'])(`what was signed with the signature in the %s is written again as the 38 requests of aws-c-auth have it${why}`, (form) => {
  // Of SigV4a, which signs with key pairs for access points of several regions, the corpus has no request as it goes out.
  const cases = linesOf<SignedCase>('sigv4.jsonl').filter(({ id }) => id.startsWith('v4/'));
  const differing: unknown[] = [];
  for (const { id, context, [form]: { canonicalRequest, stringToSign, signedRequest } } of cases) {
    const [sent, expected] = [sentOf(signedRequest), plainDate(canonicalRequest).split('\n')];
    // S3 signs the path that is sent: these the others shorten first.
    if (context.normalize && /\/\.|\/\//.test(sent.path)) expected[1] = sent.path;
    // Some services take the token only after all is signed; S3 has it signed.
    const { 'X-Amz-Security-Token': _, ...query } = sent.query;
    const ours = signedTextOf(context.omit_session_token === true ? { ...sent, query } : sent);
    const same = context.normalize && /\/\.|\/\//.test(sent.path) ? undefined : plainDate(stringToSign);
    if (ours?.canonicalRequest !== expected.join('\n') || (same !== undefined && ours.stringToSign !== same)) differing.push({ id, ours, expected: expected.join('\n'), same });
  }
  expect({ cases: cases.length, differing }).toEqual({ cases: 38, differing: [] });
});

/** A case of botocore's endpoint rules. */
type RuleCase = { readonly id: string; readonly params: { readonly [name: string]: unknown }; readonly expected: { readonly error?: string; readonly url?: string } };

const url = ({ scheme, host, port, path }: EffectiveEndpoint): string => `${scheme}://${host.includes(':') ? `[${host}]` : host}${port === (scheme === 'https' ? 443 : 80) ? '' : `:${port}`}${path === '/' ? '' : path}`;

test.skipIf(skip)(`where a bucket is asked for is what the rules of botocore say, as far as an endpoint, a region, a bucket and its style decide${why}`, () => {
  const asked = new Set(['Region', 'Bucket', 'Endpoint', 'ForcePathStyle']);
  // Access points, directory buckets, Outposts and aliases have hosts of their own, and switches of Amazon's lead elsewhere.
  const cases = linesOf<RuleCase>('aws-endpoint-rules.jsonl').filter(({ params }) => Object.entries(params).every(([name, value]) => asked.has(name) || value === false) && !/^arn:|--(?:x|xa|op|table)-s3$|-s3alias$/.test(String(params['Bucket'] ?? '')));
  const differing = cases.flatMap(({ id, params, expected }) => {
    const { Region, Bucket, Endpoint, ForcePathStyle } = params;
    const { effective } = judgeEndpoint({
      consumer: 'aws-sdk-js', ...(typeof Endpoint === 'string' ? { endpoint: Endpoint } : {}), ...(typeof Region === 'string' ? { region: Region } : {}),
      ...(typeof Bucket === 'string' ? { bucket: Bucket } : {}), ...(ForcePathStyle === true ? { style: 'path' } : {}),
    });
    const [ours, theirs] = [effective === undefined ? 'refused' : url(effective), expected.url?.replace(/\/$/, '') ?? 'refused'];
    return ours === theirs ? [] : [{ id, params, ours, theirs }];
  });
  expect({ cases: cases.length, differing }).toEqual({ cases: 50, differing: [] });
});
