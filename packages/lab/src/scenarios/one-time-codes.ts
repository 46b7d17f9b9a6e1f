import { createHmac } from 'node:crypto';
import type { ListedScenario } from '../scenario.ts';
import { startNtpServer } from '../ntp-server.ts';
import { situated } from '../workbench.ts';

type Algorithm = 'sha1' | 'sha256';

/** A code by RFC 4226 §5.3, written here once more so that the lab does not believe whom it tests. */
function codeOf(key: string, counter: number, algorithm: Algorithm = 'sha1'): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const digest = createHmac(algorithm, key).update(message).digest();
  const at = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(at) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

const key = 'lab key of 20 bytes.';
/** The same in base32. */
const secret = 'NRQWEIDLMV4SA33GEAZDAIDCPF2GK4ZO';

interface Shown {
  /** What the service has stored. */
  readonly stored?: string;
  /** The key of the authenticator. */
  readonly with?: string;
  readonly algorithm?: Algorithm;
  /** How far the clock of the authenticator is off, in seconds. */
  readonly offset?: number;
  /** By counter, where it does not go by time; the expected one is 5. */
  readonly counter?: number;
  /** Only the first code is that old, in seconds. */
  readonly age?: number;
  /** How far the clock of this machine is off, in milliseconds. */
  readonly clockOffsetMs?: number;
}

/** A service that stored a secret, and two codes of an authenticator, one after the other. */
const shown = ({ stored = secret, with: other = key, algorithm = 'sha1', offset = 0, counter, age = 0, clockOffsetMs }: Shown) => situated(async (bench) => {
  const times = await Promise.all([0, 0].map(() => bench.keep(startNtpServer())));
  const now = Math.floor(Date.now() / 30_000);
  const first = counter ?? now + Math.round(offset / 30);
  const codes = age === 0 ? [codeOf(other, first, algorithm), codeOf(other, first + 1, algorithm)] : [codeOf(other, now - Math.round(age / 30), algorithm), codeOf(other, now, algorithm)];
  return {
    target: `otpauth://${counter === undefined ? 'totp' : 'hotp'}/ACME:alice?secret=lab:SECRET&code=lab:CODE&secondcode=lab:NEXT${counter === undefined ? '' : '&counter=5'}`,
    secrets: { SECRET: stored, CODE: codes[0] ?? '', NEXT: codes[1] ?? '' },
    controls: { timeSources: times.map(({ url }) => url) },
    ...(clockOffsetMs === undefined ? {} : { clockOffsetMs }),
  };
});

/** One-time codes that are refused. */
export const oneTimeCodes: readonly ListedScenario[] = [
  {
    id: 'authenticator-is-five-minutes-behind', layer: 'account', rows: ['A16', 'N13', 'N2'], cause: 'mfa/authenticator-clock',
    text: { en: "The phone's clock is five minutes behind", 'zh-CN': '手机时钟慢了五分钟' },
    start: shown({ offset: -300 }),
    nearMiss: { text: { en: "This machine's is an hour ahead", 'zh-CN': '本机时钟快了一小时' }, cause: 'network/clock-skew', start: shown({ clockOffsetMs: 3_600_000 }) },
  },
  {
    id: 'machine-is-two-minutes-ahead', layer: 'account', rows: ['A16', 'N13', 'N2', 'N3'], cause: 'network/clock-skew',
    text: { en: "This machine's clock is two minutes ahead, and the codes of a right one are refused", 'zh-CN': '本机时钟快了两分钟，时间正确的验证器显示的验证码被拒绝' },
    start: shown({ clockOffsetMs: 120_000 }),
    nearMiss: { text: { en: "The phone's is two minutes ahead", 'zh-CN': '快两分钟的是手机' }, cause: 'mfa/authenticator-clock', start: shown({ offset: 120 }) },
  },
  {
    id: 'machine-and-authenticator-are-off', layer: 'account', rows: ['A16', 'N13', 'N2'], cause: 'mfa/authenticator-clock',
    text: { en: "This machine's clock is a minute and a half behind, and the phone's five minutes ahead", 'zh-CN': '本机时钟慢了一分半钟，手机时钟快了五分钟' },
    start: shown({ clockOffsetMs: -90_000, offset: 300 }),
    nearMiss: { text: { en: 'The phone is right', 'zh-CN': '手机时钟准确' }, cause: 'network/clock-skew', start: shown({ clockOffsetMs: -90_000 }) },
  },
  {
    id: 'authenticator-ignores-the-algorithm', layer: 'account', rows: ['A16'], cause: 'mfa/parameter-mismatch',
    text: { en: 'The service verifies SHA1, and the authenticator shows codes of SHA256', 'zh-CN': '服务按 SHA1 校验，验证器却按 SHA256 显示' },
    start: shown({ algorithm: 'sha256' }),
    nearMiss: { text: { en: 'Both use SHA1', 'zh-CN': '双方都用 SHA1' }, start: shown({}) },
  },
  {
    id: 'secret-is-taken-for-text', layer: 'account', rows: ['A16'], cause: 'mfa/secret-mismatch',
    text: { en: 'One side takes the text of the secret for its bytes', 'zh-CN': '一方把密钥文本直接当作字节' },
    start: shown({ with: secret }),
    nearMiss: { text: { en: 'It is written in small letters and groups', 'zh-CN': '密钥以小写和分组形式书写' }, start: shown({ stored: 'nrqw eidl mv4s a33g eazd aidc pf2g k4zo' }) },
  },
  {
    id: 'counter-ran-ahead', layer: 'account', rows: ['A16'], cause: 'mfa/counter-out-of-step',
    text: { en: 'The button of a token was pressed eighty times in a pocket', 'zh-CN': '令牌在口袋里被误按了八十次' },
    start: shown({ counter: 85 }),
    nearMiss: { text: { en: 'It was pressed three times: the code counts, and codes by counter are warned of', 'zh-CN': '只误按了三次：验证码有效，仅提示计数器方式不常见' }, cause: 'mfa/parameters#unusual', start: shown({ counter: 8 }) },
  },
  {
    id: 'code-lay-in-the-clipboard', layer: 'account', rows: ['A16'], cause: 'mfa/stale-code',
    text: { en: 'A code of five minutes ago was pasted', 'zh-CN': '粘贴了五分钟前的验证码' },
    start: shown({ age: 300 }),
    nearMiss: { text: { en: 'It is of half a minute ago', 'zh-CN': '是半分钟前的验证码' }, start: shown({ age: 30 }) },
  },
  {
    id: 'stored-secret-is-a-ciphertext', layer: 'account', rows: ['A16', 'D5'], cause: 'mfa/undecrypted-secret',
    text: { en: 'The service computes codes from what its vault holds, without opening it', 'zh-CN': '服务未解密就直接用密文计算验证码' },
    start: shown({ stored: `gAAAAA${'Bm9k'.repeat(20)}==` }),
    nearMiss: { text: { en: 'It computes them from the secret', 'zh-CN': '用解密后的密钥计算' }, start: shown({}) },
  },
];
