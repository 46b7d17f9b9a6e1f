import { defineFact, type Fact } from '@culprit/core';
import { noProxyVerdicts, type NoProxyVerdict } from '../proxy/no-proxy-verdicts.ts';

export type ProxyExemptionInput = { readonly host: string; readonly port: number; readonly scheme?: 'http' };

/** Whether NO_PROXY is set, and whether each client goes directly to the host because of it. */
export type ProxyExemption = { readonly set: boolean; readonly clients: readonly NoProxyVerdict[] };

/** How the clients that people compare read NO_PROXY for one host: by rules of their own, see `no-proxy-clients.ts`. */
export const proxyExemption: Fact<ProxyExemptionInput, ProxyExemption> = defineFact<ProxyExemptionInput, ProxyExemption>({
  id: 'network/proxy-exemption',
  gather: async ({ input: { host, port, scheme } }): Promise<ProxyExemption> => {
    const { no_proxy: lower, NO_PROXY: upper } = process.env;
    return { set: (lower ?? upper ?? '') !== '', clients: noProxyVerdicts(host, port, { no_proxy: lower, NO_PROXY: upper }, scheme === 'http' || port === 80) };
  },
  exhibit: (value) => value,
});
