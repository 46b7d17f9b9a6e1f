import { hostPort, splitHostPort } from '../targets/host-name.ts';
import { originOf } from '../targets/http-resource.ts';

/** Where the time is asked for: by NTP, or by the Date field of a web server. */
export type TimeSource = { readonly protocol: 'ntp'; readonly host: string; readonly port: number } | { readonly protocol: 'http'; readonly url: string };

/** The port of NTP (RFC 5905 §7.2). */
const ntpPort = 123;

/** Reads `ntp://host`, `ntp://host:port` or the URL of a web server; `undefined` for anything else. */
export function readTimeSource(text: string): TimeSource | undefined {
  const authority = /^ntp:\/\/([^/?#@\s]+)\/?$/i.exec(text)?.[1];
  if (authority !== undefined) {
    const { host, port = String(ntpPort) } = splitHostPort(authority);
    return host !== '' && /^\d{1,5}$/.test(port) && Number(port) > 0 && Number(port) < 65_536 ? { protocol: 'ntp', host: host.replace(/^\[|\]$/g, ''), port: Number(port) } : undefined;
  }
  return /^https?:\/\//i.test(text) && URL.canParse(text) ? { protocol: 'http', url: new URL(text).href } : undefined;
}

/** `host:port` of a source: one clock. */
export function clockOf(source: TimeSource): string {
  if (source.protocol === 'ntp') return `ntp ${hostPort(source.host, source.port)}`;
  const { host, port } = originOf(source.url);
  return hostPort(host, port);
}
