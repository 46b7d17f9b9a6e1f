import type { Access } from '@culprit/core';
import { htmlReply } from '../http-reply.ts';
import { s3Store, startS3Server, type S3StoreOptions } from '../s3-server.ts';
import { startHttpServer } from '../http-server.ts';
import type { ListedScenario, Situation } from '../scenario.ts';
import { startTlsServer } from '../tls-server.ts';
import { createAuthority } from '../certificate-authority.ts';
import { situated } from '../workbench.ts';
import { at } from './services.ts';

/** The store of most scenarios: a name that nobody can register (RFC 2606). */
const host = 's3.store.example';
const keyId = 'AKIALABTESTKEYAAAAAA';
const secret = 'lab/secret+with/chars=0123456789abcdefghi';
const bucket = 'models';
const objects = { 'llama/config.json': '{"model":"llama"}', 'llama/weights.bin': 'w'.repeat(4_096) };
const minuteMs = 60_000;

type Client = {
  readonly secret?: string;
  readonly keyId?: string;
  readonly token?: string;
  readonly anonymous?: true;
  readonly bucket?: string;
  readonly region?: string;
  readonly style?: 'path' | 'virtual';
  readonly prefix?: string;
  readonly key?: string;
  readonly clockOffsetMs?: number;
  readonly write?: true;
  /** Where it goes. Default: the store's own name. */
  readonly endpoint?: string;
};

type Store = Partial<S3StoreOptions> & { readonly client?: Client };

/** A target as a config has it, and the secrets that it refers to. */
function clientOf(endpoint: string, connectTo: string, client: Client, ca?: string): Pick<Situation, 'entry' | 'secrets' | 'clockOffsetMs' | 'target' | 'allow' | 'depth'> {
  const { anonymous, token, clockOffsetMs, write, prefix, key } = client;
  const credential = anonymous === true ? {} : { accessKeyId: 'lab:id', secretAccessKey: 'lab:secret', ...(token === undefined ? {} : { sessionToken: 'lab:token' }) };
  return {
    target: client.endpoint ?? endpoint,
    entry: {
      kind: 's3-bucket', endpoint: client.endpoint ?? endpoint, bucket: client.bucket ?? bucket, region: client.region ?? 'us-east-1', style: client.style ?? 'path', ...credential,
      ...(prefix === undefined ? {} : { prefix }), ...(key === undefined ? {} : { key }), ...(write === undefined ? {} : { write }),
      route: { connectTo, ...(ca === undefined ? {} : { ca }) },
    },
    secrets: { id: client.keyId ?? keyId, secret: client.secret ?? secret, token: token ?? '' },
    ...(clockOffsetMs === undefined ? {} : { clockOffsetMs }),
    ...(write === undefined ? {} : { allow: ['observe', 'modify'] satisfies Access[], depth: 'full' as const }),
  };
}

/** A store over plain HTTP, and a client of it. */
const store = ({ client = {}, ...options }: Store = {}) => situated(async (bench) => {
  const server = await bench.keep(startS3Server({ host, buckets: { [bucket]: objects }, users: { [keyId]: secret }, ...options }));
  return clientOf(`http://${host}`, at(server), client);
});

/** The same over HTTPS; `trusted`: whether the client knows the authority. */
const secureStore = (names: readonly string[], { client = {}, ...options }: Store = {}) => situated(async (bench) => {
  const authority = await createAuthority({ name: 'Lab Store Root' });
  const leaf = await authority.issue({ names });
  const { handler } = s3Store({ host, buckets: { [bucket]: objects }, users: { [keyId]: secret }, ...options });
  const server = await bench.keep(startTlsServer({ chain: leaf.chain, key: leaf.key, http: handler }));
  return clientOf(`https://${host}`, at(server), client, await bench.file('root.pem', authority.certificate));
});

/** Stores, and what clients of them are told. */
export const storage: readonly ListedScenario[] = [
  {
    id: 'store-bucket-is-asked-for-twice', layer: 'machine', rows: ['B1', 'B4', 'N3'], cause: 'storage-endpoint/doubled-bucket',
    text: { en: 'The endpoint holds the bucket, and the client puts it into the path as well', 'zh-CN': '端点中已有存储桶，客户端又把它写进路径' },
    start: store({ client: { endpoint: `http://${bucket}.${host}` } }),
    nearMiss: { text: { en: 'The endpoint holds another bucket: which of the two is meant, nobody can tell', 'zh-CN': '端点中是另一个存储桶：无从判断指的是哪一个' }, cause: 'storage-endpoint/listing#bucket-doubled', start: store({ buckets: { [bucket]: objects, archive: objects }, client: { endpoint: `http://archive.${host}` } }) },
  },
  {
    id: 'store-secret-is-wrong', layer: 'account', rows: ['B4', 'N11'], cause: 'storage-endpoint/wrong-secret-key',
    text: { en: 'The secret is not that of the key id; the store repeats what it signed', 'zh-CN': 'Secret 与 Key ID 不匹配，存储服务回显了它签名的内容' },
    start: store({ client: { secret: 'lab/secret+with/chars=0123456789abcdefghI' } }),
    nearMiss: { text: { en: 'It is', 'zh-CN': 'Secret 正确' }, start: store() },
  },
  {
    id: 'store-secret-is-wrong-without-echo', layer: 'account', rows: ['B4', 'N11'], cause: 'storage-endpoint/wrong-secret-key',
    text: { en: 'A Ceph store with its empty messages, and a wrong secret', 'zh-CN': '错误信息为空的 Ceph，Secret 有误' },
    start: store({ dialect: 'ceph', client: { secret: 'lab-another-secret-of-ours' } }),
    nearMiss: { text: { en: 'The key id is the wrong one', 'zh-CN': '错的是 Key ID' }, cause: 'storage-endpoint/unknown-access-key', start: store({ dialect: 'ceph', client: { keyId: 'AKIAANOTHERKEYBBBBBB' } }) },
  },
  {
    id: 'store-proxy-rewrites-host', layer: 'account', rows: ['B4', 'B6'], cause: 'storage-endpoint/request-altered-in-flight',
    text: { en: 'A reverse proxy before the store puts its own name into the Host field', 'zh-CN': '存储服务前的反向代理把 Host 改成了自己的名字' },
    start: store({ rewrites: (request) => { request.headers.host = '10.0.0.5:9000'; } }),
    nearMiss: { text: { en: 'It adds a field that nobody signed', 'zh-CN': '它只添加了未签名的请求头' }, start: store({ rewrites: (request) => { request.headers['via'] = '1.1 proxy'; } }) },
  },
  {
    id: 'store-key-is-unknown', layer: 'account', rows: ['B4', 'N11'], cause: 'storage-endpoint/unknown-access-key',
    text: { en: 'The key id belongs to nobody', 'zh-CN': 'Key ID 不存在' },
    start: store({ dialect: 'oss', client: { keyId: 'LTAI5tOtherKeyOfNobody12' } }),
    nearMiss: { text: { en: 'It is known, and its secret is another', 'zh-CN': 'Key ID 存在，但 Secret 不符' }, cause: 'storage-endpoint/wrong-secret-key', start: store({ dialect: 'oss', client: { secret: 'lab-another-secret-of-ours' } }) },
  },
  {
    id: 'store-token-has-expired', layer: 'account', rows: ['B4', 'C6'], cause: 'storage-endpoint/session-token-expired',
    text: { en: 'A temporary credential is past its end', 'zh-CN': '临时凭据已过期' },
    start: store({ refuses: 'expired-token', client: { token: 'lab-session-token' } }),
    nearMiss: { text: { en: 'It is not', 'zh-CN': '临时凭据仍然有效' }, start: store({ client: { token: 'lab-session-token' } }) },
  },
  {
    id: 'store-expects-another-region', layer: 'account', rows: ['B3', 'B4', 'N3', 'N11'], cause: 'storage-endpoint/wrong-signing-region',
    text: { en: 'The request is signed for us-east-1, the bucket is in eu-central-1', 'zh-CN': '请求以 us-east-1 签名，而存储桶位于 eu-central-1' },
    start: store({ region: 'eu-central-1' }),
    nearMiss: { text: { en: 'A Ceph store does not look at the region', 'zh-CN': 'Ceph 并不检查区域' }, start: store({ dialect: 'ceph', region: 'eu-central-1' }) },
  },
  {
    id: 'store-has-no-such-bucket', layer: 'account', rows: ['B4', 'N11'], cause: 'storage-endpoint/bucket-missing',
    text: { en: 'There is no bucket of this name', 'zh-CN': '没有这个名称的存储桶' },
    start: store({ client: { bucket: 'modells' } }),
    nearMiss: { text: { en: 'There is one, and it is empty', 'zh-CN': '有该存储桶，但为空' }, start: store({ buckets: { [bucket]: {} } }) },
  },
  {
    id: 'store-does-not-know-its-name', plugins: ['network', 'certificate', 'storage-endpoint'], layer: 'service', rows: ['B1', 'B4', 'N3', 'N11'], cause: 'storage-endpoint/unknown-host-name',
    text: { en: 'A Ceph store is asked by a name of its certificate that nobody told it of, and takes that for a bucket', 'zh-CN': '以证书上的名称访问 Ceph，而 Ceph 并未配置该名称，把它当成了存储桶' },
    start: secureStore([`*.${host}`, host, 'gateway.store.example'], { dialect: 'ceph', takesHostsForBuckets: true, client: { endpoint: 'https://gateway.store.example' } }),
    nearMiss: { text: { en: 'It is asked by the name that it knows, for a bucket that is not there', 'zh-CN': '以 Ceph 认识的名称访问，而存储桶不存在' }, cause: 'storage-endpoint/bucket-missing', start: secureStore([`*.${host}`, host, 'gateway.store.example'], { dialect: 'ceph', takesHostsForBuckets: true, client: { bucket: 'modells' } }) },
  },
  {
    id: 'store-takes-no-path-style', layer: 'account', rows: ['B1', 'B3', 'N3', 'N11'], cause: 'storage-endpoint/path-style-refused',
    text: { en: 'TOS refuses the bucket in the path', 'zh-CN': 'TOS 不接受把存储桶写在路径中' },
    start: store({ dialect: 'tos', virtualOnly: true }),
    nearMiss: { text: { en: 'The client puts it before the host', 'zh-CN': '客户端把存储桶写在主机名前' }, start: store({ dialect: 'tos', virtualOnly: true, client: { style: 'virtual' } }) },
  },
  {
    id: 'store-policy-denies', layer: 'account', rows: ['B4', 'N11'], cause: 'storage-endpoint/access-denied',
    text: { en: 'The key is valid and may not list this bucket', 'zh-CN': '密钥有效，但无权列举该存储桶' },
    start: store({ refuses: 'denied' }),
    nearMiss: { text: { en: 'No key was given', 'zh-CN': '没有提供密钥' }, cause: 'storage-endpoint/credential-missing', start: store({ client: { anonymous: true } }) },
  },
  {
    id: 'store-account-is-suspended', layer: 'account', rows: ['B4', 'N11'], cause: 'storage-endpoint/account-suspended',
    text: { en: 'The user of a Ceph store was suspended', 'zh-CN': 'Ceph 用户已被停用' },
    start: store({ dialect: 'ceph', refuses: 'suspended' }),
    nearMiss: { text: { en: 'A policy denies the listing', 'zh-CN': '策略拒绝列举' }, cause: 'storage-endpoint/access-denied', start: store({ dialect: 'ceph', refuses: 'denied' }) },
  },
  {
    id: 'store-quota-is-used-up', layer: 'account', rows: ['B4', 'N11'], cause: 'storage-endpoint/quota-exceeded',
    text: { en: 'A Ceph user has no room left: reading works, writing does not', 'zh-CN': 'Ceph 用户的空间已用尽：可以读取，不能写入' },
    start: store({ dialect: 'ceph', refusesWrites: 'quota', client: { write: true } }),
    nearMiss: { text: { en: 'There is room, and the trial cleans up', 'zh-CN': '空间充足，测试后已清理' }, start: store({ dialect: 'ceph', client: { write: true } }) },
  },
  {
    id: 'store-refuses-checksum-trailers', layer: 'service', rows: ['B3', 'N11'], cause: 'storage-endpoint/checksum-trailer-refused',
    text: { en: 'OSS refuses the checksum that SDKs add to uploads', 'zh-CN': 'OSS 拒绝 SDK 为上传附加的校验和' },
    start: store({ dialect: 'oss', noTrailers: true, client: { write: true } }),
    nearMiss: { text: { en: 'A store that takes it', 'zh-CN': '接受校验和的存储服务' }, start: store({ client: { write: true } }) },
  },
  {
    id: 'store-needs-a-credential', layer: 'account', rows: ['B4'], cause: 'storage-endpoint/credential-missing',
    text: { en: 'The bucket is private, and no credential was given', 'zh-CN': '存储桶为私有，而又没有提供凭据' },
    start: store({ client: { anonymous: true } }),
    nearMiss: { text: { en: 'The bucket is public', 'zh-CN': '存储桶是公开的' }, start: store({ public: true, client: { anonymous: true } }) },
  },
  {
    id: 'store-endpoint-is-a-website', layer: 'service', rows: ['B4', 'N11'], cause: 'storage-endpoint/not-object-storage',
    text: { en: 'A console answers where a store is expected', 'zh-CN': '应答的是控制台网页，而不是对象存储' },
    start: situated(async (bench) => clientOf(`http://${host}`, at(await bench.keep(startHttpServer({ fallback: htmlReply('MinIO Console') }))), {})),
    nearMiss: { text: { en: 'The store itself answers', 'zh-CN': '应答的正是对象存储' }, start: store({ dialect: 'minio' }) },
  },
  {
    id: 'store-refuses-a-skewed-clock', layer: 'machine', rows: ['B4', 'N13'], cause: 'network/clock-skew',
    text: { en: 'The client signs with a clock that is twenty minutes ahead', 'zh-CN': '客户端用快了二十分钟的时钟签名' },
    start: store({ client: { clockOffsetMs: 20 * minuteMs } }),
    nearMiss: { text: { en: 'It is ten minutes ahead, which stores tolerate', 'zh-CN': '只快十分钟，在容许范围内' }, start: store({ client: { clockOffsetMs: 10 * minuteMs } }) },
  },
  {
    id: 'store-certificate-does-not-cover-bucket', plugins: ['network', 'certificate', 'storage-endpoint'], layer: 'identity', rows: ['B2', 'B4'], cause: 'certificate/name-mismatch',
    text: { en: 'The bucket stands before a host whose certificate covers the host alone: nothing is signed', 'zh-CN': '证书只覆盖主机名，不覆盖带存储桶的域名：不发送任何签名' },
    start: secureStore([host], { client: { style: 'virtual' } }),
    nearMiss: { text: { en: 'A wildcard covers it', 'zh-CN': '通配符证书可以覆盖' }, start: secureStore([host, `*.${host}`], { client: { style: 'virtual' } }) },
  },
];
