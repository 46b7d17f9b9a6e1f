import { secret, ToolError, type Secret } from '@culprit/core';
import type { Dispatcher } from 'undici';
import { judgeUpload, type Upload, type UploadJudgement } from './judge-upload.ts';
import { member, readReply, type DogeCloudReply, type ReadData } from './reply.ts';
import { send, type Sent } from './send.ts';
import { dogeCloudAuthorization, type DogeCloudKeys } from './sign.ts';

/** A domain of the CDN. `certificateId` 0: none is bound. */
export interface DogeCloudDomain { readonly id: number; readonly name: string; readonly cname: string; readonly status: string; readonly certificateId: number }

/** A certificate that was uploaded. `expires`: ISO 8601, UTC. */
export interface DogeCloudCertificate { readonly id: number; readonly name: string; readonly note: string; readonly domainCount: number; readonly expires: string }

/** A bucket as a temporary credential sees it: S3 knows it as `s3Bucket`, scopes by `name`. */
export interface DogeCloudBucket { readonly name: string; readonly s3Bucket: string; readonly s3Endpoint: string }

/** Credentials for S3: the account's own keys never work there. Virtual-host style only; the region is `automatic`. */
export interface TemporaryCredentials {
  readonly accessKeyId: Secret;
  readonly secretAccessKey: Secret;
  readonly sessionToken: Secret;
  /** ISO 8601, UTC. */
  readonly expires: string;
  readonly buckets: readonly DogeCloudBucket[];
}

/** What a certificate upload came to. `refused-here`: it was judged first and nothing was sent. */
export type UploadReply =
  | (DogeCloudReply<{ readonly id: number }> & { readonly judgement: UploadJudgement })
  | { readonly outcome: 'refused-here'; readonly judgement: UploadJudgement };

export interface DogeCloudClientOptions {
  readonly keys: DogeCloudKeys;
  /** Default: `https://api.dogecloud.com`. */
  readonly endpoint?: string;
  /** An undici dispatcher that requests go through: a proxy, an own pool. Default: a connection for each call. */
  readonly dispatcher?: Dispatcher;
  /** Of each call, in milliseconds. Default 20,000. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** DogeCloud's API. No method throws over what the service does: every reply says what came of the call. */
export interface DogeCloudClient {
  domains(): Promise<DogeCloudReply<readonly DogeCloudDomain[]>>;
  certificates(): Promise<DogeCloudReply<readonly DogeCloudCertificate[]>>;
  /** Judges the certificate and its key before it sends them, where @culprit/certificate is installed. Both are PEM. */
  uploadCertificate(upload: Upload & { readonly note: string }): Promise<UploadReply>;
  bindCertificate(id: number, domain: string): Promise<DogeCloudReply<undefined>>;
  /** Refused while a domain uses it. */
  deleteCertificate(id: number): Promise<DogeCloudReply<undefined>>;
  refresh(kind: 'url' | 'path' | 'prefetch', urls: readonly string[]): Promise<DogeCloudReply<undefined>>;
  /** `scopes`: `*`, `bucket` or `bucket:prefix/*`, by logical bucket names. `ttlSeconds`: at most 7,200, which is the default. */
  temporaryCredentials(asked: { readonly channel: 'OSS_FULL' | 'OSS_UPLOAD'; readonly scopes: readonly string[]; readonly ttlSeconds?: number }): Promise<DogeCloudReply<TemporaryCredentials>>;
}

export const dogeCloudEndpoint = 'https://api.dogecloud.com';

/** A client that sends byte for byte what it signs. Source of paths and data: docs.dogecloud.com and the clients certimate, certd and AList. */
export function createDogeCloudClient({ keys, endpoint = dogeCloudEndpoint, dispatcher, timeoutMs = 20_000, signal }: DogeCloudClientOptions): DogeCloudClient {
  const origin = originOfEndpoint(endpoint);
  const call = async <Data>(uri: string, parameters: { readonly [name: string]: unknown }, read: ReadData<Data>): Promise<DogeCloudReply<Data>> => {
    const body = JSON.stringify(parameters);
    const sending = { origin, uri, body, authorization: dogeCloudAuthorization({ uri, body }, keys), timeoutMs, ...(signal === undefined ? {} : { signal }) };
    return readReply(dispatcher === undefined ? await sendAlone(sending) : await send(dispatcher, sending), read);
  };
  const nothing: ReadData<undefined> = () => undefined;
  return {
    domains: () => call('/cdn/domain/list.json', {}, readDomains),
    certificates: () => call('/cdn/cert/list.json', {}, readCertificates),
    async uploadCertificate({ note, ...upload }) {
      const judgement = await judgeUpload(upload);
      if (judgement.outcome === 'unfit') return { outcome: 'refused-here', judgement };
      const reply = await call('/cdn/cert/upload.json', { note, cert: upload.certificate, private: upload.privateKey.reveal() }, (data) => ({ id: member.integer(member.object(data, 'data')['id'], 'data.id') }));
      return { ...reply, judgement };
    },
    bindCertificate: (id, domain) => call('/cdn/cert/bind.json', { id, domain }, nothing),
    deleteCertificate: (id) => call('/cdn/cert/delete.json', { id }, nothing),
    refresh: (kind, urls) => call('/cdn/refresh/add.json', { rtype: kind, urls: urls.join(',') }, nothing),
    temporaryCredentials: ({ channel, scopes, ttlSeconds }) =>
      call('/auth/tmp_token.json', { channel, scopes, ...(ttlSeconds === undefined ? {} : { ttl: ttlSeconds }) }, readCredentials),
  };
}

/**
 * Scheme, host and port of an endpoint. Plain HTTP only on this machine: a signature that was overheard is valid for ever.
 * @throws ToolError (`USAGE_INVALID`)
 */
function originOfEndpoint(endpoint: string): string {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && /^(?:127\.\d+\.\d+\.\d+|\[::1\]|localhost)$/.test(url.hostname))) return url.origin;
  throw new ToolError('USAGE_INVALID', {
    en: `The endpoint of DogeCloud's API must be an https URL, such as ${dogeCloudEndpoint}.`, 'zh-CN': `多吉云 API 的地址必须是 https 网址，例如 ${dogeCloudEndpoint}。`,
  });
}

/** undici is loaded where something is sent, and not before. */
async function sendAlone(sending: Parameters<typeof send>[1]): Promise<Sent> {
  const { Client } = await import('undici');
  const client = new Client(sending.origin, { allowH2: false, connectTimeout: sending.timeoutMs });
  try {
    return await send(client, sending);
  } finally {
    await client.destroy();
  }
}

/** The domains of a reply to `/cdn/domain/list.json`. */
export const readDomains: ReadData<readonly DogeCloudDomain[]> = (data) =>
  member.list(member.object(data, 'data')['domains'], 'data.domains', (item, at) => {
    const { id, name, cname, status, cert_id: certificateId = 0 } = member.object(item, at);
    return {
      id: member.integer(id, `${at}.id`), name: member.text(name, `${at}.name`), cname: member.text(cname, `${at}.cname`),
      status: member.text(status, `${at}.status`), certificateId: member.integer(certificateId ?? 0, `${at}.cert_id`),
    };
  });

const readCertificates: ReadData<readonly DogeCloudCertificate[]> = (data) =>
  member.list(member.object(data, 'data')['certs'], 'data.certs', (item, at) => {
    const { id, name = '', note = '', domainCount = 0, expire } = member.object(item, at);
    return {
      id: member.integer(id, `${at}.id`), name: member.text(name, `${at}.name`), note: member.text(note, `${at}.note`),
      domainCount: member.integer(domainCount, `${at}.domainCount`), expires: instantOf(expire, `${at}.expire`),
    };
  });

/** The data of a reply to `/auth/tmp_token.json`. */
export const readCredentials: ReadData<TemporaryCredentials> = (data) => {
  const { Credentials, ExpiredAt, Buckets } = member.object(data, 'data');
  const given = member.object(Credentials, 'data.Credentials');
  const held = (name: string): Secret => secret(`DogeCloud ${name}`, member.text(given[name], `data.Credentials.${name}`));
  return {
    accessKeyId: held('accessKeyId'), secretAccessKey: held('secretAccessKey'), sessionToken: held('sessionToken'), expires: instantOf(ExpiredAt, 'data.ExpiredAt'),
    buckets: member.list(Buckets, 'data.Buckets', (item, at) => {
      const { name, s3Bucket, s3Endpoint } = member.object(item, at);
      return { name: member.text(name, `${at}.name`), s3Bucket: member.text(s3Bucket, `${at}.s3Bucket`), s3Endpoint: member.text(s3Endpoint, `${at}.s3Endpoint`) };
    }),
  };
};

/** Seconds since 1970 as ISO 8601; no date holds more than 8.64e12 of them. */
function instantOf(value: unknown, at: string): string {
  const date = new Date(member.integer(value, at) * 1_000);
  return Number.isNaN(date.getTime()) ? member.text(undefined, at) : date.toISOString();
}
