import { defineFact, type Fact } from '@culprit/core';
import { readProxyCredential } from '../proxy/proxy-address.ts';
import { proxySettingFrom, selectProxy, type ProxySelection, type SettingVariant } from '../proxy/select-proxy.ts';

export type { ProxySelection } from '../proxy/select-proxy.ts';

/** Where a connection shall go; `scheme` where plain HTTP will be spoken, `proxy` as in `Route.proxy`. */
export type ProxySelectionInput = { readonly host: string; readonly port: number; readonly scheme?: 'http'; readonly proxy?: string; readonly variant?: SettingVariant };

/** Which proxy a client on this machine would use for a destination, by the route or by the proxy variables. */
export const proxySelection: Fact<ProxySelectionInput, ProxySelection> = defineFact<ProxySelectionInput, ProxySelection>({
  id: 'network/proxy-selection',
  gather: ({ input, secrets }) => {
    const selection = selectProxy(input);
    // The user-info of a setting is kept out of reports even where nobody comes to present it.
    const credential = 'from' in selection ? readProxyCredential(proxySettingFrom(selection.from, input)) : undefined;
    if ('from' in selection && credential !== undefined) {
      secrets.conceal(`user-info of ${selection.from}`, credential);
      secrets.conceal(`password of ${selection.from}`, credential.slice(credential.indexOf(':') + 1));
    }
    return selection;
  },
  exhibit: (value) => value,
});
