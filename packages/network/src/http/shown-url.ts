/**
 * A URL that a server sent, as it may be shown: without user-info and fragment, and without the values of its query.
 * Redirects carry passwords, signatures (`X-Amz-Signature`) and tokens (`#access_token=`) that belong to somebody.
 */
export function shownUrl(url: string): string {
  if (!/[?#@]/.test(url)) return url.slice(0, 300);
  const [address = '', query] = url.slice(0, 2_000).split('#', 1)[0]?.split(/\?(.*)/s, 2) ?? [];
  const bare = address.replace(/^([a-z][a-z0-9+.-]*:)?(\/\/)[^/]*@/i, '$1$2');
  const names = query === undefined || query === '' ? '' : `?${query.split('&').map((pair) => (pair.includes('=') ? `${pair.slice(0, pair.indexOf('='))}=…` : pair)).join('&')}`;
  return `${bare}${names}`.slice(0, 300);
}
