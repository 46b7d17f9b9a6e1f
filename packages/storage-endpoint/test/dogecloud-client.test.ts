import { X509Certificate } from 'node:crypto';
import { inspect } from 'node:util';
import { isToolError, secret } from '@culprit/core';
import { createAuthority, dogeCloud, startHttpServer, type DogeCloud, type DogeCloudOptions, type HttpBehaviour } from '@culprit/lab';
import { describe, expect, test } from 'vitest';
import { createDogeCloudClient, type DogeCloudClient, type DogeCloudClientOptions } from '../src/dogecloud/client.ts';

const account = { accessKey: 'a1b2c3d4e5f60718', secretKey: '0f1e2d3c4b5a69788796a5b4c3d2e1f0' };
const keys = { accessKey: secret('access key', account.accessKey), secretKey: secret('secret key', account.secretKey) };

async function withApi<T>(options: Partial<DogeCloudOptions>, use: (client: DogeCloudClient, api: DogeCloud) => Promise<T>, more: Partial<DogeCloudClientOptions> = {}): Promise<T> {
  const api = dogeCloud({ ...account, ...options });
  await using server = await startHttpServer({ fallback: api });
  return await use(createDogeCloudClient({ keys, endpoint: server.url, ...more }), api);
}

/** What the client makes of any other server. */
async function domainsFrom(behaviour: HttpBehaviour, more: Partial<DogeCloudClientOptions> = {}): Promise<unknown> {
  await using server = await startHttpServer({ fallback: behaviour });
  return await createDogeCloudClient({ keys, endpoint: server.url, ...more }).domains();
}

async function identity(): Promise<{ readonly certificate: string; readonly leaf: string; readonly key: string; readonly anchors: readonly Uint8Array[] }> {
  const root = await createAuthority({ name: 'Lab Root R1' });
  const issuer = await root.intermediate({ name: 'Lab Issuer E1' });
  const { chain, key } = await issuer.issue({ names: ['cdn.example.com'] });
  return { certificate: chain.join(''), leaf: chain[0] ?? '', key, anchors: [new X509Certificate(root.certificate).raw] };
}

describe('the client', () => {
  test('uploads a certificate, binds it, lists it, and deletes it when nothing uses it', async () => {
    const { certificate, key, anchors } = await identity();
    await withApi({ domains: ['cdn.example.com', '下载.example.com'] }, async (client, api) => {
      const uploaded = await client.uploadCertificate({ note: '证书-测试 🔐', certificate, privateKey: secret('key', key), anchors });
      expect(uploaded).toMatchObject({ outcome: 'ok', data: { id: 101 }, judgement: { outcome: 'fit', remarks: [] } });
      expect(await client.bindCertificate(101, 'cdn.example.com')).toMatchObject({ outcome: 'ok' });
      expect(await client.domains()).toMatchObject({ outcome: 'ok', data: [{ name: 'cdn.example.com', certificateId: 101 }, { name: '下载.example.com', certificateId: 0 }] });
      expect(await client.certificates()).toMatchObject({ outcome: 'ok', data: [{ id: 101, note: '证书-测试 🔐', domainCount: 1, expires: '2030-03-17T17:46:40.000Z' }] });
      expect(await client.deleteCertificate(101)).toMatchObject({ outcome: 'refused', code: '400', message: 'in use' });
      expect(await client.refresh('url', ['https://cdn.example.com/a b?x=1'])).toMatchObject({ outcome: 'ok' });
      expect(api.state.certificates[0]?.cert).toBe(certificate);
    });
  });

  test('temporary credentials come as secrets, with the buckets by both names', async () => {
    await withApi({}, async (client, api) => {
      const reply = await client.temporaryCredentials({ channel: 'OSS_FULL', scopes: ['models:llama/*'], ttlSeconds: 900 });
      expect(reply).toMatchObject({ outcome: 'ok', data: { expires: '2030-03-17T17:46:40.000Z', buckets: [{ name: 'models', s3Bucket: 's-sh-1-models-1258813047' }] } });
      expect(reply.outcome === 'ok' && reply.data.sessionToken.reveal()).toBe('tmp-session-token');
      expect(inspect(reply, { depth: 9 })).not.toMatch(/tmp-(?:secret|session|access)/);
      expect(api.requests[0]?.body).toBe('{"channel":"OSS_FULL","scopes":["models:llama/*"],"ttl":900}');
    });
  });

  test.for([200, 401, 403])('a refusal is read from the envelope under HTTP status %i', async (refusalStatus) => {
    expect(await withApi({ secretKey: 'another', refusalStatus }, (client) => client.domains())).toMatchObject({ outcome: 'refused', code: '403', message: 'AccessToken Error', status: refusalStatus });
  });

  test('without the Authorization field the API names another code', async () => {
    expect(await withApi({ dropsAuthorization: true }, (client) => client.domains())).toMatchObject({ outcome: 'refused', code: 'ERROR_UNAUTHORIZED' });
  });

  test.for([
    ['no-envelope', { body: '<html>' }], ['no-envelope', { body: { json: [] } }], ['no-envelope', { body: { json: { data: {} } } }], ['no-code', { body: { json: { code: null, msg: 'OK', data: { domains: [] } } } }],
  ] as const)('what is no envelope is never a success: %s, %j', async ([why, behaviour]) => {
    expect(await domainsFrom(behaviour)).toEqual({ outcome: 'unexpected', why, status: 200 });
  });

  test.for([
    [{}, 'data.domains'], [{ domains: [{ id: '7', name: 'a', cname: 'b', status: 'online' }] }, 'data.domains[0].id'], [{ domains: [{ id: 7, name: 'a', cname: 'b', status: 'online', cert_id: 1.5 }] }, 'data.domains[0].cert_id'],
  ] as const)('data that is not as documented is said where: %j', async ([data, at]) => {
    expect(await domainsFrom({ body: { json: { code: 200, msg: 'OK', data } } })).toEqual({ outcome: 'unexpected', why: 'other-data', at, status: 200 });
  });

  test('a redirect is not followed', async () => {
    await using elsewhere = await startHttpServer({ fallback: { body: { json: { code: 200, msg: 'OK', data: { domains: [] } } } } });
    expect(await domainsFrom({ redirect: `${elsewhere.url}/`, code: 307 })).toMatchObject({ outcome: 'unexpected', status: 307 });
    expect(elsewhere.requests).toEqual([]);
  });

  test.for([
    ['endless-body', { outcome: 'too-large' }], ['reset', { outcome: 'failed', code: 'ECONNRESET' }], ['empty-reply', { outcome: 'failed', code: 'UND_ERR_SOCKET' }],
    ['malformed-status-line', { outcome: 'failed' }], ['huge-header', { outcome: 'failed', code: 'UND_ERR_HEADERS_OVERFLOW' }], ['truncated-body', { outcome: 'failed' }],
  ] as const)('a hostile server is borne: %s', async ([fault, expected]) => {
    expect(await domainsFrom(fault)).toMatchObject(expected);
  });

  test('a server that never answers ends at the deadline, and an abort at once', async () => {
    expect(await domainsFrom('hang-before-headers', { timeoutMs: 150 })).toEqual({ outcome: 'timed-out' });
    expect(await domainsFrom('hang-before-headers', { signal: AbortSignal.timeout(100) })).toMatchObject({ outcome: 'failed' });
  });

  test('keys are not sent in clear to another machine', () => {
    const refused = (endpoint: string): unknown => {
      try {
        return createDogeCloudClient({ keys, endpoint });
      } catch (error) {
        return isToolError(error) && error.code;
      }
    };
    expect(['http://api.dogecloud.com', 'http://127.0.0.1.example.com', 'ftp://127.0.0.1', 'api.dogecloud.com'].map(refused)).toEqual(Array(4).fill('USAGE_INVALID'));
  });
});

describe('an upload', () => {
  const judged = async (change: (given: Awaited<ReturnType<typeof identity>>) => { readonly certificate?: string; readonly key?: string }, now?: Date): Promise<{ readonly reply: unknown; readonly sent: number }> => {
    const given = await identity();
    const { certificate, key } = { ...given, ...change(given) };
    return withApi({}, async (client, api) => ({
      reply: await client.uploadCertificate({ note: 'n', certificate, privateKey: secret('key', key), anchors: given.anchors, ...(now === undefined ? {} : { now }) }), sent: api.requests.length,
    }));
  };
  const refusal = (fault: string): unknown => ({ reply: { outcome: 'refused-here', judgement: { outcome: 'unfit', faults: expect.arrayContaining([expect.objectContaining({ fault })]) } }, sent: 0 });

  test('of a chain without its intermediate is refused here', async () => {
    expect(await judged(({ leaf }) => ({ certificate: leaf }))).toEqual(refusal('certificate/incomplete-chain'));
  });

  test("with another certificate's key is refused here", async () => {
    const other = await identity();
    expect(await judged(() => ({ key: other.key }))).toEqual(refusal('key-mismatch'));
  });

  test('with the intermediate first is refused here', async () => {
    expect(await judged(({ certificate, leaf }) => ({ certificate: `${certificate.replace(leaf, '')}${leaf}` }))).toEqual(refusal('wrong-order'));
  });

  test.for([
    ['bad-base64', (pem: string) => pem.replace(/\n(.)/, '\n!')], ['no-end', (pem: string) => pem.slice(0, 200)], ['indented', (pem: string) => ` ${pem}`], ['escaped-line-breaks', (pem: string) => pem.replaceAll('\n', '\\n')],
  ] as const)('of damaged PEM is refused here: %s', async ([fault, damage]) => {
    expect(await judged(({ certificate }) => ({ certificate: damage(certificate) }))).toEqual(refusal(fault));
  });

  test('of a name in the place of the PEM is refused here (Certimate #308)', async () => {
    expect(await judged(() => ({ certificate: 'cdn.example.com' }))).toEqual(refusal('no-certificate'));
  });

  test('of an expired certificate is remarked on', async () => {
    expect(await judged(() => ({}), new Date('2046-01-01'))).toMatchObject({ reply: { outcome: 'ok', judgement: { outcome: 'fit', remarks: [{ fault: 'certificate/expired' }] } }, sent: 1 });
  });
});
