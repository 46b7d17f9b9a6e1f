import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { createSecureContext, getCACertificates } from 'node:tls';

/** How servers are reached. */
export interface TransferConnection {
  /** Authorities to trust beside those of Node, PEM. */
  readonly ca?: readonly string[];
  /** Whoever the URL names, connect here; the certificate is still that of the name. */
  readonly connectTo?: { readonly host: string; readonly port: number };
  /** Variables as a shell has them (`HTTPS_PROXY`, `NO_PROXY`, …). Absent: no proxy. Node 24.5 and 22.21 know them. */
  readonly proxyEnv?: { readonly [name: string]: string | undefined };
}

/** Connections that are kept for the next request. */
export interface Agents extends Disposable {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

/** Certificates are always verified. */
export function createAgents({ ca, connectTo, proxyEnv }: TransferConnection = {}, streams = 8): Agents {
  const options = { keepAlive: true, maxSockets: Math.max(1, streams), ...(connectTo === undefined && proxyEnv !== undefined ? { proxyEnv } : {}) };
  const http = new HttpAgent(options);
  // As a context: an agent names its connections by all that stands in `ca`, anew for each request.
  const trust = ca === undefined || ca.length === 0 ? {} : { secureContext: createSecureContext({ ca: [...getCACertificates('default'), ...ca] }) };
  const https = new HttpsAgent({ ...options, ...trust });
  if (connectTo !== undefined) {
    for (const agent of [http, https]) {
      const create = agent.createConnection.bind(agent);
      agent.createConnection = (given, callback) => create({ ...given, ...connectTo }, callback);
    }
  }
  return { http, https, [Symbol.dispose]: () => { http.destroy(); https.destroy(); } };
}
