import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { providers } from '../src/providers/providers.ts';
import { fillHost, recogniseHost } from '../src/providers/recognise-host.ts';

type Row = { readonly provider: string; readonly hostTemplate: string; readonly kind: string; readonly regions: readonly string[]; readonly literalHosts?: boolean; readonly addressing: readonly string[]; readonly defaultAddressing: string };

const { endpoints: rows } = JSON.parse(readFileSync(new URL('../../../tests/data/storage-endpoints.json', import.meta.url), 'utf8')) as { readonly endpoints: readonly Row[] };

/** Servercore resells Selectel's store: three hosts are both's. */
const sameHosts = new Set(['selectel', 'servercore']);

/** The hosts of a row as somebody would configure them: every region of a template, every written-out host. */
const hostsOf = ({ hostTemplate, regions, literalHosts }: Row): readonly string[] => {
  const known = regions.filter((region) => region !== '*');
  const templates = literalHosts === true ? known : [hostTemplate];
  return templates.flatMap((template) => (known.length === 0 ? [''] : known).map((region) => fillHost(template, { region, jurisdiction: region }).replaceAll(/<[^>]+>/g, 'acct')));
};

test('every provider of the table is known', () => {
  expect(providers.map(({ id }) => id).toSorted()).toEqual([...new Set(rows.map(({ provider }) => provider))].toSorted());
  expect(providers.length).toBeGreaterThanOrEqual(52);
});

test('every host of the table is recognised as its own provider\'s, with its region and the style it takes by itself', () => {
  // DogeCloud's buckets stand at Tencent: nothing in the host tells them apart. What stands at one's own has any name.
  const judged = rows.filter(({ provider, hostTemplate, literalHosts }) => provider !== 'dogecloud-oss' && (literalHosts === true || !hostTemplate.startsWith('{host}')));
  const wrong = judged.flatMap((row) => hostsOf(row).flatMap((host) => {
    const found = recogniseHost(host);
    const right = found?.provider.id === row.provider || (sameHosts.has(row.provider) && sameHosts.has(found?.provider.id ?? ''));
    return right && found !== undefined && found.form.addressing.length > 0 && !found.unknownRegion ? [] : [`${row.provider} ${host}: ${found?.provider.id ?? 'nobody'} ${found?.region ?? ''}`];
  }));
  expect(wrong).toEqual([]);
  expect(judged.flatMap(hostsOf).length).toBeGreaterThan(600);
});

test.for<[host: string, provider: string, region: string | undefined, before: string]>([
  ['bucket-one.tos-s3-cn-beijing.volces.com', 'volcengine-tos', 'cn-beijing', 'bucket-one'],
  ['a.b.oss-cn-hangzhou-internal.aliyuncs.com', 'aliyun-oss', 'cn-hangzhou', 'a.b'],
  ['bucket-one.s3.bj.bcebos.com', 'baidu-bos', 'bj', 'bucket-one'],
  ['bucket-one.acct.r2.cloudflarestorage.com', 'cloudflare-r2', undefined, 'bucket-one'],
  ['acct.eu.r2.cloudflarestorage.com', 'cloudflare-r2', undefined, ''],
  ['bucket-one.s3.amazonaws.com', 'aws-s3', undefined, 'bucket-one'],
  ['s3.new-region-1.amazonaws.com', 'aws-s3', 'new-region-1', ''],
])('%s', ([host, provider, region, before]) => {
  expect(recogniseHost(host)).toMatchObject({ provider: { id: provider }, region, before });
});

test.for(['volces.com', 'tos-cn-beijing.volces.com.evil.example', 'nottos-cn-beijing.volces.com', 'minio.internal', '127.0.0.1', ''])('%j is nobody\'s', (host) => {
  expect(recogniseHost(host)).toBeUndefined();
});
