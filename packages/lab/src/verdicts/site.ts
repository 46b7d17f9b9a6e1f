import type { DnsAnswer } from '../dns-answer.ts';
import { startDnsServer } from '../dns-server.ts';
import { startForwarder } from '../forwarder.ts';
import { type HttpHandlerOptions, httpHandler } from '../http-handler.ts';
import { startHttpServer } from '../http-server.ts';
import type { LoopbackAddress } from '../loopback-server.ts';
import type { Situation } from '../scenario.ts';
import { at, type Chain, issueChain, listOfModels, shop, within } from '../scenarios/services.ts';
import { startTlsServer, type TlsIdentity } from '../tls-server.ts';
import { situated, type Workbench } from '../workbench.ts';

/** The address of the site. */
export const right: DnsAnswer = { a: ['127.0.0.1'] };
/** Another address of this machine: what a forged answer leads to. */
export const wrong: DnsAnswer = { aaaa: ['::1'] };

/** A web site, resolvers that say where it is, and what stands between. Default: all is well. */
export interface Site {
  readonly secure?: boolean;
  /** What the resolver of the client says. */
  readonly own?: DnsAnswer;
  /** What another resolver says. */
  readonly truth?: DnsAnswer;
  readonly http?: HttpHandlerOptions;
  /** What the site shows in place of its sound certificate. */
  readonly identity?: (chain: Chain) => TlsIdentity | Promise<TlsIdentity>;
  /** What stands before the site, at its own address. */
  readonly before?: (bench: Workbench, site: LoopbackAddress) => Promise<LoopbackAddress>;
  /** What stands at the {@link wrong} address, under the port of the site. */
  readonly elsewhere?: (bench: Workbench, site: LoopbackAddress) => Promise<LoopbackAddress>;
  readonly host?: string;
  readonly path?: string;
  readonly depth?: 'full';
  readonly timeoutMs?: number;
}

/** Starts a site with a resolver of the client's and one to compare with. */
export const site = ({ secure = false, own = right, truth = right, http = { fallback: listOfModels }, identity, before, elsewhere, host = shop, path = '/', depth, timeoutMs }: Site): (() => Promise<Situation>) =>
  situated(async (bench) => {
    const chain = await issueChain({ names: [host] });
    const behind = secure
      ? await bench.keep(startTlsServer({ ...await (identity?.(chain) ?? chain.leaf), http: httpHandler(http) }))
      : await bench.keep(startHttpServer(http));
    const { port } = await (before?.(bench, behind) ?? behind);
    if (elsewhere !== undefined) await bench.keep(startForwarder({ forwardTo: await elsewhere(bench, behind), host: '::1', port }));
    const resolver = await bench.keep(startDnsServer({ answers: { [host]: own } }));
    const other = await bench.keep(startDnsServer({ answers: { [host]: truth } }));
    return {
      target: `${secure ? 'https' : 'http'}://${host}:${port}${path}`,
      given: { route: { resolver: at(resolver), ...(secure ? { ca: await bench.file('lab-root.pem', chain.root.certificate) } : {}) } },
      controls: { resolvers: [at(other)], sni: ['www.example.com'] },
      ...(depth === undefined ? {} : { depth }), ...within(timeoutMs),
    };
  });
