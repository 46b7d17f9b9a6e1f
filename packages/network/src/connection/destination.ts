import { isIP } from 'node:net';
import type { Request, Route } from '@culprit/core';
import { nameResolution, type NameResolution } from '../facts/name-resolution.ts';
import { proxySelection, type ProxySelection, type ProxySelectionInput } from '../facts/proxy-selection.ts';
import { caFor } from '../dns/resolver-address.ts';
import { readProxy } from '../proxy/proxy-address.ts';
import { selectProxy, type SettingVariant } from '../proxy/select-proxy.ts';
import { splitHostPort } from '../targets/host-name.ts';

export type TcpConnectionInput = {
  readonly host: string;
  readonly port: number;
  /** Plain HTTP will be spoken, whatever the port: HTTP_PROXY counts then, and HTTPS_PROXY does not. */
  readonly scheme?: 'http';
  readonly route?: Route;
  /** An experiment with the proxy settings. */
  readonly variant?: SettingVariant;
};

/** What of an endpoint its way depends on. */
export const wayOf = ({ host, port, scheme, route, variant }: TcpConnectionInput): TcpConnectionInput =>
  ({ host, port, ...(scheme === undefined ? {} : { scheme }), ...(route === undefined ? {} : { route }), ...(variant === undefined ? {} : { variant }) });

/** Where the connection shall end: the target, or what `Route.connectTo` puts in its place. */
export function destinationOf({ host, port, route }: TcpConnectionInput): { readonly host: string; readonly port: number } {
  if (route?.connectTo === undefined) return { host, port };
  const other = splitHostPort(route.connectTo);
  return { host: other.host.replace(/^\[|\]$/g, '').toLowerCase(), port: other.port === undefined || !/^\d{1,5}$/.test(other.port) ? port : Number(other.port) };
}

/** The question which proxy leads there. The target's own name decides, as in curl, wherever `connectTo` then leads. */
export function selectionFor(input: TcpConnectionInput): Request<ProxySelection> {
  return proxySelection.of(selectionInput(input));
}

/** The first hop: the proxy where one is used, else the destination. */
export function firstHopOf(input: TcpConnectionInput): { readonly host: string; readonly port: number; readonly proxied: boolean } {
  const destination = destinationOf(input);
  const selection = selectProxy(selectionInput(input));
  if (selection.outcome !== 'proxied') return { ...destination, proxied: false };
  const proxy = readProxy(selection.proxy);
  return 'reason' in proxy ? { ...destination, proxied: false } : { host: proxy.host, port: proxy.port, proxied: true };
}

/** Whether the name of the target is looked up by a proxy, or would be if its setting could be read, and not by this machine. */
export const leavesNameToProxy = (input: TcpConnectionInput): boolean => selectProxy(selectionInput(input)).outcome !== 'direct';

/** The question what the first hop resolves to. A proxy's own name is asked of the system, whatever resolver the target has. */
export function resolutionFor(input: TcpConnectionInput): Request<NameResolution> {
  const { host, proxied } = firstHopOf(input);
  const { resolver, family } = input.route ?? {};
  return nameResolution.of({
    host,
    ...(resolver === undefined || proxied || isIP(host) > 0 ? {} : { resolver, ...caFor([resolver], input.route) }),
    ...(family === undefined ? {} : { family }),
  });
}

const selectionInput = ({ host, port, scheme, route, variant }: TcpConnectionInput): ProxySelectionInput =>
  ({ host, port, ...(scheme === undefined ? {} : { scheme }), ...(route?.proxy === undefined ? {} : { proxy: route.proxy }), ...(variant === undefined ? {} : { variant }) });
