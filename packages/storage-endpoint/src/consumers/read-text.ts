import { isIP } from 'node:net';
import { isHostName } from '../endpoint/parse-endpoint.ts';
import type { Reading } from './consumer.ts';

const refused = (words: string): Reading => ({ outcome: 'refused', words });

function accepted(url: URL): Reading {
  return {
    outcome: 'accepted',
    scheme: url.protocol === 'http:' ? 'http' : 'https',
    host: url.hostname.replaceAll(/^\[|\]$/g, ''),
    port: url.port === '' ? undefined : Number(url.port),
    // One slash belongs to the URL; another one begins a path of its own (`https://https://…`).
    path: url.pathname.replace(/^\//, '').replace(/\/+$/, ''),
  };
}

/** `https://host:port/path` of a text that holds no scheme. */
const withScheme = (scheme: 'https' | 'http', rest: string): Reading | undefined => {
  const url = URL.parse(`${scheme}://${rest}`);
  return url === null ? undefined : accepted(url);
};

/**
 * botocore: Python's urlsplit takes what looks like a scheme, then the host must be one (`utils.is_valid_endpoint_url`).
 * Leading blanks are stripped, trailing ones are not; tabs and line ends anywhere are refused.
 */
export function readByBotocore(text: string): Reading {
  const words = `ValueError: Invalid endpoint: ${text}`;
  if (/[\t\r\n]/.test(text)) return refused(words);
  const [, scheme, authority] = /^[\0- ]*([a-z][a-z\d+.-]*):\/\/([^/?#]*)/is.exec(text) ?? [];
  if (scheme === undefined || authority === undefined || !/^https?$/i.test(scheme)) return refused(words);
  const host = /^(?:.*@)?(?:\[([^\]]*)\]|([^:]*))/s.exec(authority);
  const name = host?.[1] ?? host?.[2] ?? '';
  if (host?.[1] === undefined ? !isHostName(name) : isIP(name) !== 6) return refused(words);
  const url = URL.parse(text.trimStart());
  return url === null ? refused(words) : accepted(url);
}

/** The WHATWG URL parser (https://url.spec.whatwg.org), which drops blanks, tabs and what nobody sees. */
export function readByWhatwg(text: string): Reading {
  const url = URL.parse(text);
  if (url === null) return refused('TypeError: Invalid URL');
  if (!/^https?:$/.test(url.protocol)) return refused(`Error: Custom endpoint \`${text}\` was not a valid URI`);
  return accepted(url);
}

/** Go's net/url: a scheme and a host, taken as they are. */
export function readByGo(text: string, words: string): Reading {
  const [, scheme = '', rest = ''] = /^(https?):\/\/(.*)$/is.exec(text) ?? [];
  if (scheme === '' || /[\s\p{Cc}]/u.test(text)) return refused(words);
  return withScheme(scheme.toLowerCase() === 'http' ? 'http' : 'https', rest) ?? refused(words);
}

/** A scheme where there is one, otherwise `fallback`. */
export function readEitherWay(text: string, fallback: 'https' | 'http', words: string): Reading {
  const [, scheme, rest = text] = /^(https?):\/\/(.*)$/is.exec(text) ?? [];
  const reading = withScheme(scheme === undefined ? fallback : scheme.toLowerCase() === 'http' ? 'http' : 'https', rest);
  return reading === undefined || (reading.outcome === 'accepted' && reading.host === '') ? refused(words) : reading;
}

/** minio-go: host and port alone (`getEndpointURL`, `isValidEndpointURL`). */
export function readByMinio(text: string): Reading {
  if (/^[a-z][a-z\d+.-]*:\/\/|\//i.test(text)) return refused('Endpoint url cannot have fully qualified paths.');
  const words = `Endpoint: ${text} does not follow ip address or domain name standards.`;
  const bare = text.replace(/:\d+$/, '').replaceAll(/^\[|\]$/g, '');
  return isIP(bare) > 0 || isHostName(bare) ? withScheme('https', text) ?? refused(words) : refused(words);
}
