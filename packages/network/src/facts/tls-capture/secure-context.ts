import { readFileSync } from 'node:fs';
import tls, { type SecureContext, type SecureContextOptions } from 'node:tls';
import { ToolError, type Memory, type Route } from '@culprit/core';

/** What a handshake offers beside the defaults of Node. `small`: what costs both sides least, for looks between those in full. */
export type Offer = 'default' | 'classic' | 'small' | 'tls12' | 'legacy';

// Without the hybrid ML-KEM share a ClientHello has some 400 bytes instead of 1,600, and fits into one packet.
const ecdhCurve = 'X25519:P-256:P-384:P-521';

const offers: { readonly [O in Offer]: () => SecureContextOptions } = {
  default: () => ({}),
  classic: () => ({ ecdhCurve }),
  small: () => ({ ecdhCurve, ciphers: sha256First(tls.DEFAULT_CIPHERS) }),
  tls12: () => ({ maxVersion: 'TLSv1.2' }),
  // SSL_OP_LEGACY_SERVER_CONNECT: servers without secure renegotiation (RFC 5746). Nothing newer than these servers know.
  legacy: () => ({ minVersion: 'TLSv1', maxVersion: 'TLSv1.2', ciphers: 'DEFAULT@SECLEVEL=0', secureOptions: 0x4 }),
};

/** The same suites, those with AES-128 and SHA-256 first: processors have instructions for SHA-256, and few have any for SHA-384. */
function sha256First(ciphers: string): string {
  const [first, rest]: readonly [string[], string[]] = [[], []];
  for (const suite of ciphers.split(':')) (/^(?:TLS_AES_128_GCM_SHA256|ECDHE-\w+-AES128-GCM-SHA256)$/.test(suite) ? first : rest).push(suite);
  return [...first, ...rest].join(':');
}

/**
 * Whom a handshake trusts: the authorities that the route gives, where it gives any, or those and Node's own as well.
 * The first is tried first: to parse Node's 120 roots for a server that the given authority vouches for costs more than
 * the rest of a look.
 */
export type Trust = 'given' | 'all';

/**
 * One context per trust setting and offer, shared by all handshakes of a memory: to build one costs more than to shake hands.
 * @throws ToolError (`FILE_UNREADABLE`) if a file of the route can't be read or is no PEM.
 */
export function secureContextFor(memory: Memory, route: Route | undefined, offer: Offer, trust: Trust): SecureContext {
  return memory.recall(keyOf(route ?? noRoute, `${offer} ${trust}`), () => build(route, offer, trust));
}

const noRoute: Route = {};

/** A route belongs to a plan, which lives long: its keys are written once. */
const keys = new WeakMap<Route, Map<string, string>>();

function keyOf(route: Route, setting: string): string {
  let known = keys.get(route);
  if (known === undefined) keys.set(route, known = new Map());
  let key = known.get(setting);
  if (key === undefined) known.set(setting, key = `network/secure-context ${setting} ${route.ca ?? ''} ${route.clientCertificate?.certificate ?? ''} ${route.clientCertificate?.key ?? ''}`);
  return key;
}

function build(route: Route | undefined, offer: Offer, trust: Trust): SecureContext {
  const { ca, clientCertificate } = route ?? {};
  const options = offers[offer]();
  if (ca !== undefined) options.ca = [readPem(ca), ...(trust === 'all' ? tls.getCACertificates('default') : [])];
  if (clientCertificate !== undefined) {
    options.cert = readPem(clientCertificate.certificate);
    options.key = readPem(clientCertificate.key);
  }
  try {
    return tls.createSecureContext(options);
  } catch (error) {
    const files = [ca, clientCertificate?.certificate, clientCertificate?.key].filter((file) => file !== undefined).join(', ');
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new ToolError('FILE_UNREADABLE', {
      en: `${files}: no usable PEM, or certificate and key do not belong together (${code}). Give PEM files, with the key unencrypted.`,
      'zh-CN': `${files}：不是可用的 PEM，或证书与私钥不匹配（${code}）。请提供 PEM 文件，私钥不要加密。`,
    }, { cause: error });
  }
}

/** Read at once: loading node:fs/promises costs more than the reading. */
function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new ToolError('FILE_UNREADABLE', {
      en: `${file}, which the route names, can't be read (${code}). Check the path and its permissions.`,
      'zh-CN': `无法读取路由指定的文件 ${file}（${code}）。请检查路径和权限。`,
    }, { cause: error });
  }
}
