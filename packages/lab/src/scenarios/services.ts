import type { Route } from '@culprit/core';
import { type Authority, createAuthority, type IssuedCertificate } from '../certificate-authority.ts';
import type { CertificateOptions } from '../certificate-request.ts';
import type { HttpBehaviour } from '../http-behaviour.ts';
import { httpHandler } from '../http-handler.ts';
import { startHttpServer } from '../http-server.ts';
import type { LoopbackAddress } from '../loopback-server.ts';
import { startTlsServer, type TlsServer, type TlsServerOptions } from '../tls-server.ts';
import type { Arrangement, Workbench } from '../workbench.ts';

/** The host of most scenarios: a name that nobody can register (RFC 2606). */
export const shop = 'api.shop.example';

/** What a healthy API says. */
export const listOfModels: HttpBehaviour = { body: { json: { object: 'list', data: [{ id: 'small-1' }] } } };

/** A path as APIs have it. */
export const modelsPath = '/v1/models';

/** `127.0.0.1:40000` */
export const at = ({ host, port }: LoopbackAddress): string => (host === '::1' ? `[::1]:${port}` : `${host}:${port}`);

/** The deadline of a run that waits for what never comes. */
export const within = (timeoutMs: number | undefined): { readonly timeoutMs?: number } => (timeoutMs === undefined ? {} : { timeoutMs });

/** Starts an HTTP server that does the same for every path, and goes to one of them. */
export async function overHttp(bench: Workbench, behaviour: HttpBehaviour, { path = modelsPath, ...given }: NonNullable<Arrangement['given']> & { readonly path?: string } = {}): Promise<Arrangement> {
  const server = await bench.keep(startHttpServer({ fallback: behaviour }));
  return { target: `${server.url}${path}`, given };
}

/** A root, an intermediate below it, and a certificate of the intermediate. */
export interface Chain {
  readonly root: Authority;
  readonly intermediate: Authority;
  readonly leaf: IssuedCertificate;
}

/** Issues a certificate for {@link shop}, or as `options` say, below an intermediate. */
export async function issueChain(options: CertificateOptions = {}): Promise<Chain> {
  const root = await createAuthority({ name: 'Lab Root R1' });
  const intermediate = await root.intermediate({ name: 'Lab Issuer E1' });
  return { root, intermediate, leaf: await intermediate.issue({ names: [shop], ...options }) };
}

/** Starts a sound HTTPS server, for {@link shop} unless the options say otherwise. */
export async function soundService(bench: Workbench, options: Partial<TlsServerOptions> = {}): Promise<{ readonly server: TlsServer; readonly chain: Chain }> {
  const chain = await issueChain();
  const server = await bench.keep(startTlsServer({ chain: chain.leaf.chain, key: chain.leaf.key, http: httpHandler({ fallback: listOfModels }), ...options }));
  return { server, chain };
}

/** Goes to {@link shop}, or another host, at this server; `root`: PEM to trust. */
export async function overHttps(bench: Workbench, server: LoopbackAddress, root?: string, { host = shop, ...more }: { readonly host?: string } & Route = {}): Promise<Arrangement> {
  const ca = root === undefined ? {} : { ca: await bench.file('lab-root.pem', root) };
  return { target: `https://${host}/`, given: { route: { connectTo: at(server), ...ca, ...more } } };
}

/** A sound service, trusted: the healthy end of many near misses. */
export async function healthyHttps(bench: Workbench, options: Partial<TlsServerOptions> = {}): Promise<Arrangement> {
  const { server, chain } = await soundService(bench, options);
  return overHttps(bench, server, chain.root.certificate);
}
