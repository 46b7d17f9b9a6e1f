import type { HttpAnswer } from '../facts/http-exchange.ts';

/** What operating systems and browsers expect at the addresses by which they look for a captive portal. As of November 2026. */
const expectations: readonly { readonly path: RegExp; readonly status: number; readonly body?: RegExp; readonly source: string }[] = [
  { path: /\/generate_?204\/?$/, status: 204, source: 'https://android.googlesource.com/platform/packages/modules/NetworkStack/' },
  { path: /\/connecttest\.txt$/, status: 200, body: /^Microsoft Connect Test\s*$/, source: 'https://learn.microsoft.com/windows-server/networking/ncsi/ncsi-overview' },
  { path: /\/ncsi\.txt$/, status: 200, body: /^Microsoft NCSI\s*$/, source: 'https://learn.microsoft.com/windows-server/networking/ncsi/ncsi-overview' },
  { path: /\/hotspot-detect\.html$/, status: 200, body: /<BODY>\s*Success\s*<\/BODY>/i, source: 'https://developer.apple.com/news/?id=q78sq5rv' },
  { path: /\/success\.txt$/, status: 200, body: /^success\s*$/, source: 'https://support.mozilla.org/kb/captive-portal' },
  { path: /\/canonical\.html$/, status: 200, body: /support\.mozilla\.org\/kb\/captive-portal/, source: 'https://support.mozilla.org/kb/captive-portal' },
];

/** Whether an answer is the one that everybody gets who is let out; `undefined` where nobody here knows what belongs there. */
export function isExpectedAnswer(url: string, { status, body }: Pick<HttpAnswer, 'status'> & { readonly body: Pick<HttpAnswer['body'], 'text'> }): boolean | undefined {
  const { pathname } = new URL(url);
  const expected = expectations.find(({ path }) => path.test(pathname));
  if (expected === undefined) return undefined;
  // Some networks turn 204 into an empty 200.
  if (expected.status === 204) return status === 204 || (status === 200 && body.text === '');
  return status === expected.status && expected.body?.test(body.text) !== false;
}
