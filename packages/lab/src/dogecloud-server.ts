import { createHmac } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A domain or certificate as the API lists it; what it lists more is left out. */
export interface DogeCloudState {
  readonly domains: { readonly name: string; cert_id: number }[];
  readonly certificates: { readonly id: number; readonly note: string; readonly cert: string }[];
}

export interface DogeCloudOptions {
  readonly accessKey: string;
  readonly secretKey: string;
  /** Names of the account's domains. */
  readonly domains?: readonly string[];
  /** The HTTP status of a refusal, which no source tells; clients read the code in the body. Default 200. */
  readonly refusalStatus?: number;
  /** Seconds that the Date field is off. */
  readonly dateOffsetSeconds?: number;
  /** Takes the Authorization field away, as a gateway in between may do. */
  readonly dropsAuthorization?: boolean;
  /** Refuses every request with this envelope before looking at it. */
  readonly refuses?: { readonly code: number | string; readonly msg: string };
}

/** Something that answers as api.dogecloud.com does, and what became of it. */
export interface DogeCloud {
  (request: IncomingMessage, response: ServerResponse): void;
  readonly state: DogeCloudState;
  /** What arrived, oldest first. */
  readonly requests: readonly { readonly uri: string; readonly body: string; readonly authorization: string | undefined }[];
}

type Answer = { readonly code: number | string; readonly msg: string; readonly data?: unknown };

const maxBody = 1_048_576;
const refused: Answer = { code: 403, msg: 'AccessToken Error' };

/**
 * DogeCloud's API as documented: the signature is verified over the request line and the bytes of the body (docs.dogecloud.com,
 * API 验证机制); lists, certificates, refreshes and temporary credentials answer in its envelope. A handler for HTTP servers.
 */
export function dogeCloud({ accessKey, secretKey, domains = [], refusalStatus = 200, dateOffsetSeconds = 0, dropsAuthorization = false, refuses }: DogeCloudOptions): DogeCloud {
  const state: DogeCloudState = { domains: domains.map((name) => ({ name, cert_id: 0 })), certificates: [] };
  const requests: { readonly uri: string; readonly body: string; readonly authorization: string | undefined }[] = [];
  const answer = (uri: string, body: Buffer, authorization: string | undefined): Answer => {
    if (refuses !== undefined) return refuses;
    if (authorization === undefined || dropsAuthorization) return { code: 'ERROR_UNAUTHORIZED', msg: 'unauthorized' };
    const signature = createHmac('sha1', secretKey).update(Buffer.concat([Buffer.from(uri, 'latin1'), Buffer.from('\n'), body])).digest('hex');
    if (authorization !== `TOKEN ${accessKey}:${signature}`) return refused;
    return operate(state, new URL(uri, 'http://lab.test'), parametersOf(body.toString('utf8')));
  };
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxBody) request.destroy();
      else chunks.push(chunk);
    });
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const { authorization } = request.headers;
      requests.push({ uri: request.url ?? '', body: body.toString('utf8'), authorization });
      const said = answer(request.url ?? '', body, authorization);
      response.writeHead(said.code === 200 ? 200 : refusalStatus, {
        'Content-Type': 'application/json; charset=utf-8', Date: new Date(Date.now() + dateOffsetSeconds * 1_000).toUTCString(),
      });
      response.end(JSON.stringify(said));
    });
  };
  return Object.assign(handle, { state, requests });
}

type Parameters = { readonly [name: string]: unknown };

function parametersOf(body: string): Parameters {
  if (!/^\s*\{/.test(body)) return Object.fromEntries(new URLSearchParams(body));
  const value: unknown = JSON.parse(body);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

const ok = (data?: unknown): Answer => ({ code: 200, msg: 'OK', ...(data === undefined ? {} : { data }) });

function operate(state: DogeCloudState, { pathname, searchParams }: URL, given: Parameters): Answer {
  const id = Number(given['id'] ?? given['cert_id']);
  const name = given['domain'] ?? searchParams.get('domain');
  const domain = state.domains.find((one) => one.name === name);
  switch (pathname) {
    case '/cdn/domain/list.json':
      return ok({ domains: state.domains.map((one, index) => ({ id: index + 1, name: one.name, cname: `${one.name}.cdn.dogecloud.example`, service_type: 'web', status: 'online', ctime: '2026-01-01 00:00:00', cert_id: one.cert_id })) });
    case '/cdn/cert/list.json':
      return ok({ certs: state.certificates.map(({ id: own, note }) => ({ id: own, name: `cert-${own}`, note, domain: 'cdn.example.com', domains: [], domainCount: state.domains.filter(({ cert_id }) => cert_id === own).length, expire: 1_900_000_000 })) });
    case '/cdn/cert/upload.json': {
      if (!/-----BEGIN CERTIFICATE-----/.test(String(given['cert']))) return { code: 400, msg: '解析失败，请检查证书是否符合标准，请留意是否有多余的空格' };
      const certificate = { id: state.certificates.length + 101, note: String(given['note']), cert: String(given['cert']) };
      state.certificates.push(certificate);
      return ok({ id: certificate.id });
    }
    case '/cdn/cert/bind.json':
    case '/cdn/domain/config.json':
      if (domain === undefined || state.certificates.every((one) => one.id !== id)) return { code: 404, msg: 'not found' };
      domain.cert_id = id;
      return ok();
    case '/cdn/cert/delete.json': {
      if (state.domains.some(({ cert_id }) => cert_id === id)) return { code: 400, msg: 'in use' };
      const at = state.certificates.findIndex((one) => one.id === id);
      if (at >= 0) state.certificates.splice(at, 1);
      return at >= 0 ? ok() : { code: 404, msg: 'not found' };
    }
    case '/cdn/refresh/add.json': return ok({ task_id: 'r-1' });
    case '/auth/tmp_token.json':
      return ok({
        Credentials: { accessKeyId: 'tmp-access-key-id', secretAccessKey: 'tmp-secret-access-key', sessionToken: 'tmp-session-token' }, ExpiredAt: 1_900_000_000,
        Buckets: [{ name: 'models', s3Bucket: 's-sh-1-models-1258813047', s3Endpoint: 'https://cos.ap-shanghai.myqcloud.com', s3EndpointHost: 'cos.ap-shanghai.myqcloud.com' }],
      });
    default: return { code: 404, msg: 'not found' };
  }
}
