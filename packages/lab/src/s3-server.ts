import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type LabServer, listenOnLoopback } from './loopback-server.ts';
import { s3Dialects, type S3DialectName, type S3Fault } from './s3-dialects.ts';
import { readAmzDate, readClaim, signAsStore, type ClaimedSignature } from './s3-signature.ts';

export interface S3StoreOptions {
  /** Default `aws`. */
  readonly dialect?: S3DialectName;
  /** The host names of the store without a bucket: `s3.lab.example`. */
  readonly host: string;
  /** Default `us-east-1`. */
  readonly region?: string;
  /** Bucket names and what is in them. */
  readonly buckets: { readonly [name: string]: { readonly [key: string]: string | Buffer } };
  /** Key ids and their secrets. */
  readonly users: { readonly [keyId: string]: string };
  /** Refuses requests whose path begins with the bucket. */
  readonly virtualOnly?: boolean;
  /** Takes a host that is none of its own for a bucket of that name, as Ceph does (docs.ceph.com/en/latest/radosgw/s3/commons). */
  readonly takesHostsForBuckets?: boolean;
  /** Answers every well-signed request so. */
  readonly refuses?: S3Fault;
  /** Refuses only what would write. */
  readonly refusesWrites?: S3Fault;
  /** Takes no aws-chunked uploads with a checksum in their trailer. */
  readonly noTrailers?: boolean;
  /** What a device on the way makes of the request before the store sees it. */
  readonly rewrites?: (request: IncomingMessage) => void;
  /** Whether anybody may list and read. */
  readonly public?: boolean;
  readonly clockOffsetMs?: number;
  /** Leaves out what it signed itself. */
  readonly withoutEcho?: boolean;
  /** Keys on a page of a listing at most. Default 1,000. */
  readonly pageKeys?: number;
  /** Further fields of answers with an object, such as checksums. */
  readonly objectHeaders?: (key: string, bytes: Buffer) => Readonly<Record<string, string>>;
  /** Answers a well-signed request for an object in the store's place: `true` where it did. `bytes` is what the store would send. */
  readonly interferes?: (request: IncomingMessage, response: ServerResponse, object: { readonly key: string; readonly bytes: Buffer; readonly headers: Readonly<Record<string, string | number>> }) => boolean;
}

/** One request as the store saw it. */
export interface S3RequestRecord {
  readonly method: string;
  readonly host: string;
  readonly url: string;
  readonly signed: boolean;
  /** As it was asked for: `bytes=0-99`. */
  readonly range?: string;
  readonly status: number;
}

export interface S3Store {
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
  readonly requests: readonly S3RequestRecord[];
  /** What is in a bucket now, by key. */
  contents(bucket: string): ReadonlyMap<string, Buffer>;
  /** Puts an object there while the store runs. */
  put(bucket: string, key: string, bytes: Buffer): void;
}

type Addressed = { readonly bucket: string; readonly key: string; readonly style: 'path' | 'virtual' };
type Refused = { readonly fault: S3Fault; readonly canonicalRequest?: string };

const maxSkewMs = 900_000;
const maxBody = 1 << 20;

/** A store that checks signatures as the real ones do, and answers in the words of one of them. */
export function s3Store(options: S3StoreOptions): S3Store {
  const { dialect: name = 'aws', region = 'us-east-1', host, users, clockOffsetMs = 0 } = options;
  const dialect = s3Dialects[name];
  const buckets = new Map(Object.entries(options.buckets).map(([bucket, objects]) => [bucket, new Map(Object.entries(objects).map(([key, content]) => [key, typeof content === 'string' ? Buffer.from(content) : content]))]));
  const requests: S3RequestRecord[] = [];

  const refusal = async (request: IncomingMessage, where: Addressed, body: Buffer): Promise<Refused | undefined> => {
    const claim = readClaim(request.headers.authorization);
    if (options.virtualOnly === true && where.style === 'path' && where.bucket !== '') return { fault: 'path-style' };
    const writes = request.method === 'PUT' || request.method === 'DELETE';
    if (where.bucket !== '' && options.takesHostsForBuckets === true && !buckets.has(where.bucket)) return { fault: 'no-bucket' };
    if (claim === undefined) {
      if (options.public !== true || writes) return { fault: 'anonymous' };
    } else {
      const refused = await judgeClaim(request, claim, body);
      if (refused !== undefined) return refused;
      if (options.refuses !== undefined) return { fault: options.refuses };
      if (writes && options.refusesWrites !== undefined) return { fault: options.refusesWrites };
    }
    if (where.bucket !== '' && !buckets.has(where.bucket)) return { fault: 'no-bucket' };
    return undefined;
  };

  const judgeClaim = async (request: IncomingMessage, claim: ClaimedSignature, body: Buffer): Promise<Refused | undefined> => {
    if (dialect.region === 'checked' && claim.region !== region) return { fault: 'wrong-region' };
    const secret = users[claim.keyId];
    if (secret === undefined) return { fault: 'unknown-key' };
    const date = readAmzDate(String(request.headers['x-amz-date'] ?? ''));
    if (!(Math.abs(date.getTime() - (Date.now() + clockOffsetMs)) <= maxSkewMs)) return { fault: 'skewed' };
    const { signature, canonicalRequest } = await signAsStore(request, claim, secret);
    if (signature !== claim.signature) return { fault: 'bad-signature', canonicalRequest };
    const payload = String(request.headers['x-amz-content-sha256'] ?? '');
    if (payload.startsWith('STREAMING-')) return options.noTrailers === true ? { fault: 'trailer' } : undefined;
    if (payload !== 'UNSIGNED-PAYLOAD' && payload !== sha256(body)) return { fault: 'bad-signature', canonicalRequest };
    return undefined;
  };

  const refuse = (request: IncomingMessage, response: ServerResponse, where: Addressed, { fault, canonicalRequest }: Refused): void => {
    const { status, code, message = '', elements = {}, headers = {} } = dialect.refusals[fault] ?? { status: 500, code: 'InternalError' };
    const fill = (text: string): string => text.replaceAll('{region}', region).replaceAll('{bucket}', where.bucket).replaceAll('{host}', host);
    const echo = canonicalRequest !== undefined && dialect.echoes && options.withoutEcho !== true
      ? { CanonicalRequest: canonicalRequest, StringToSign: stringToSign(request, canonicalRequest) }
      : {};
    const fields = { Code: code, Message: message, ...elements, ...echo, RequestId: 'LAB0000000000001', HostId: 'lab' };
    response.writeHead(status, { ...dialect.headers, ...Object.fromEntries(Object.entries(headers).map(([key, text]) => [key, fill(text)])), 'Content-Type': 'application/xml', Date: date() });
    response.end(request.method === 'HEAD' ? undefined : `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${Object.entries(fields).map(([key, text]) => `<${key}>${escape(fill(text))}</${key}>`).join('')}</Error>`);
  };

  const date = (): string => new Date(Date.now() + clockOffsetMs).toUTCString();

  const serve = (request: IncomingMessage, response: ServerResponse, { bucket, key }: Addressed, body: Buffer): void => {
    const objects = buckets.get(bucket) ?? new Map<string, Buffer>();
    const headers = { ...dialect.headers, Date: date() };
    if (request.method === 'PUT') {
      objects.set(key, unchunked(request, body));
      return void response.writeHead(200, { ...headers, ETag: '"0"', 'Content-Length': 0 }).end();
    }
    if (request.method === 'DELETE') {
      objects.delete(key);
      return void response.writeHead(204, headers).end();
    }
    if (key === '') {
      response.writeHead(200, { ...headers, 'Content-Type': 'application/xml' });
      return void response.end(listing(bucket, objects, new URL(request.url ?? '/', 'http://lab.invalid').searchParams, options.pageKeys));
    }
    const object = objects.get(key);
    if (object === undefined) return refuse(request, response, { bucket, key, style: 'path' }, { fault: 'no-key' });
    const tag = `"${createHash('md5').update(object).digest('hex')}"`;
    if ((request.headers['if-match'] ?? tag) !== tag) return void response.writeHead(412, headers).end();
    const [, from = '0', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    if (request.headers.range !== undefined && Number(from) >= object.length) return refuse(request, response, { bucket, key, style: 'path' }, { fault: 'no-range' });
    const part = object.subarray(Number(from), to === '' ? undefined : Number(to) + 1);
    const range = request.headers.range === undefined ? {} : { 'Content-Range': `bytes ${from}-${Number(from) + part.length - 1}/${object.length}` };
    const fields = { ...headers, ...range, 'Content-Length': part.length, ETag: tag, ...options.objectHeaders?.(key, object) };
    if (options.interferes?.(request, response, { key, bytes: part, headers: fields }) === true) return;
    response.writeHead(request.headers.range === undefined ? 200 : 206, fields).end(request.method === 'HEAD' ? undefined : part);
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    options.rewrites?.(request);
    const where = addressed(request, options);
    const refused = await refusal(request, where, body);
    if (refused === undefined) serve(request, response, where, body);
    else refuse(request, response, where, refused);
    requests.push({ method: request.method ?? '', host: request.headers.host ?? '', url: request.url ?? '', signed: request.headers.authorization !== undefined, ...(request.headers.range === undefined ? {} : { range: request.headers.range }), status: response.statusCode });
  };

  return {
    requests,
    contents: (bucket) => buckets.get(bucket) ?? new Map(),
    put: (bucket, key, bytes) => void buckets.get(bucket)?.set(key, bytes),
    handler: (request, response) => void handle(request, response).catch(() => response.destroy()),
  };
}

/** Starts a store over plain HTTP. For HTTPS give `s3Store(…).handler` to `startTlsServer`. */
export async function startS3Server(options: S3StoreOptions): Promise<LabServer & S3Store> {
  const store = s3Store(options);
  return Object.assign(await listenOnLoopback(createServer(store.handler)), store);
}

/** A page of ListObjectsV2 (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html). */
function listing(bucket: string, objects: ReadonlyMap<string, Buffer>, asked: URLSearchParams, pageKeys = 1_000): string {
  const [prefix, delimiter, after] = ['prefix', 'delimiter', 'continuation-token'].map((name) => asked.get(name) ?? '') as [string, string, string];
  const maxKeys = Math.min(Number(asked.get('max-keys') ?? pageKeys), pageKeys);
  const shown = (text: string): string => escape(asked.get('encoding-type') === 'url' ? encodeURIComponent(text).replaceAll('%20', '+').replaceAll('%2F', '/') : text);
  const groupOf = (key: string): string | undefined => {
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    return end < 0 ? undefined : key.slice(0, end + delimiter.length);
  };
  const names = [...new Set([...objects.keys()].filter((key) => key.startsWith(prefix)).map((key) => groupOf(key) ?? key))].toSorted().filter((name) => name > after);
  const page = names.slice(0, maxKeys);
  const entries = page.map((name) => {
    const object = objects.get(name);
    if (object === undefined) return `<CommonPrefixes><Prefix>${shown(name)}</Prefix></CommonPrefixes>`;
    return `<Contents><Key>${shown(name)}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;${createHash('md5').update(object).digest('hex')}&quot;</ETag><Size>${object.length}</Size></Contents>`;
  });
  const more = names.length > page.length ? `<NextContinuationToken>${escape(page.at(-1) ?? '')}</NextContinuationToken>` : '';
  const encoding = asked.get('encoding-type') === 'url' ? '<EncodingType>url</EncodingType>' : '';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${bucket}</Name><Prefix>${shown(prefix)}</Prefix><KeyCount>${page.length}</KeyCount><MaxKeys>${maxKeys}</MaxKeys>${encoding}<IsTruncated>${more !== ''}</IsTruncated>${more}${entries.join('')}</ListBucketResult>`;
}

function addressed(request: IncomingMessage, { host, takesHostsForBuckets = false }: S3StoreOptions): Addressed {
  const path = decodeURIComponent((request.url ?? '/').split('?', 1)[0] ?? '/').slice(1);
  const name = (request.headers.host ?? '').replace(/:\d+$/, '');
  if (name.endsWith(`.${host}`)) return { bucket: name.slice(0, -host.length - 1), key: path, style: 'virtual' };
  if (takesHostsForBuckets && name !== host) return { bucket: name, key: path, style: 'virtual' };
  const slash = path.indexOf('/');
  return { bucket: slash < 0 ? path : path.slice(0, slash), key: slash < 0 ? '' : path.slice(slash + 1), style: 'path' };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    if (length > maxBody) throw new Error('too long for the lab');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The bytes of an aws-chunked upload of one chunk; any other body as it is. */
function unchunked(request: IncomingMessage, body: Buffer): Buffer {
  if (!String(request.headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-')) return body;
  const line = body.indexOf('\r\n');
  const size = Number.parseInt(body.subarray(0, line).toString('latin1'), 16);
  return body.subarray(line + 2, line + 2 + size);
}

function stringToSign(request: IncomingMessage, canonicalRequest: string): string {
  const scope = /Credential=[^/]+\/([^,]+)/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  return ['AWS4-HMAC-SHA256', String(request.headers['x-amz-date'] ?? ''), scope, sha256(canonicalRequest)].join('\n');
}

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
