import type { HttpReply } from '../http-behaviour.ts';
import { startHttpServer } from '../http-server.ts';
import type { ListedScenario } from '../scenario.ts';
import { situated } from '../workbench.ts';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token with such claims; its signature is made up, as nobody here verifies it. */
const jwt = (claims: unknown, alg = 'HS256'): string => `${encode({ alg, typ: 'JWT' })}.${encode(claims)}.${alg === 'none' ? '' : Buffer.alloc(32, 7).toString('base64url')}`;

const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1_000) + seconds;
const hour = 3_600;
const dated: HttpReply = { body: 'ok' };

interface Setting {
  readonly token: () => string;
  readonly query?: string;
  readonly clockOffsetMs?: number;
}

/** A client with a token, and two servers that tell the time. */
const holding = ({ token, query = '', clockOffsetMs }: Setting) => situated(async (bench) => {
  const sources = await Promise.all([1, 2].map(() => bench.keep(startHttpServer({ fallback: dated }))));
  return {
    target: `token://lab:TOKEN${query}`, secrets: { TOKEN: token() },
    controls: { timeSources: sources.map(({ url }) => url) }, ...(clockOffsetMs === undefined ? {} : { clockOffsetMs }),
  };
});

const good = (): string => jwt({ iss: 'https://id.shop.example', aud: 'https://api.shop.example', exp: inSeconds(hour), iat: inSeconds(-60) });
const healthy = { text: { en: 'The token is good', 'zh-CN': '令牌有效' }, start: holding({ token: good }) };

type Row = Pick<ListedScenario, 'id' | 'cause' | 'text' | 'nearMiss'> & { readonly start: Setting };

const rows: readonly Row[] = [
  {
    id: 'expired-token', cause: 'credential/expired-token', text: { en: 'The token ended an hour ago', 'zh-CN': '令牌一小时前已过期' },
    start: { token: () => jwt({ exp: inSeconds(-hour) }) },
    nearMiss: { text: { en: 'The clock is two hours ahead, and the token is good', 'zh-CN': '本机时钟快两小时，令牌其实有效' }, cause: 'network/clock-skew', start: holding({ token: good, clockOffsetMs: 2 * hour * 1_000 }) },
  },
  {
    id: 'early-token', cause: 'credential/early-token', text: { en: 'The issuer\'s clock is an hour ahead', 'zh-CN': '签发方的时钟快了一小时' },
    start: { token: () => jwt({ nbf: inSeconds(hour), exp: inSeconds(2 * hour) }) },
    nearMiss: { text: { en: 'This machine\'s clock is an hour behind', 'zh-CN': '本机时钟慢了一小时' }, cause: 'network/clock-skew', start: holding({ token: () => jwt({ nbf: inSeconds(-60), exp: inSeconds(hour) }), clockOffsetMs: -hour * 1_000 }) },
  },
  {
    id: 'token-in-milliseconds', cause: 'credential/token-in-milliseconds', text: { en: 'exp is Date.now() plus something', 'zh-CN': 'exp 直接用了 Date.now() 的毫秒值' },
    start: { token: () => jwt({ exp: Date.now() + hour * 1_000 }) }, nearMiss: healthy,
  },
  {
    id: 'token-cut-off', cause: 'credential/malformed-token', text: { en: 'The token was cut off when it was copied', 'zh-CN': '复制时令牌被截断' },
    start: { token: () => good().slice(0, 60) },
    nearMiss: { text: { en: 'It is opaque, and meant to be', 'zh-CN': '它本来就是不透明令牌' }, start: holding({ token: () => 'b5b1c3d4e5f60718293a4b5c6d7e8f90' }) },
  },
  {
    id: 'unsigned-token', cause: 'credential/unsigned-token', text: { en: 'The token says alg none', 'zh-CN': '令牌写明 alg 为 none' },
    start: { token: () => jwt({ exp: inSeconds(hour) }, 'none') }, nearMiss: healthy,
  },
  {
    id: 'token-for-another-service', cause: 'credential/token-for-another', text: { en: 'The token is for another audience', 'zh-CN': '令牌面向其他受众' },
    start: { token: good, query: '?audience=https://files.shop.example' },
    nearMiss: { text: { en: 'It is for this one', 'zh-CN': '正是面向该受众' }, start: holding({ token: good, query: '?audience=https://api.shop.example' }) },
  },
];

/** Bearer tokens: what they say of themselves, and by whose clock. */
export const tokens: readonly ListedScenario[] = rows.map(({ start, ...row }) => ({ ...row, layer: 'account', rows: ['A10', 'N13'], start: holding(start) }));
