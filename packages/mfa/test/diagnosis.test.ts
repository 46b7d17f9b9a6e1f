import { fill, locales, type JsonObject, type Suspicion } from '@culprit/core';
import { describe, expect, test } from 'vitest';
import { codeAt, timeStep } from '../src/codes/one-time-code.ts';
import { explainCode, type CodeToExplain } from '../src/diagnosis/explain-code.ts';
import { defaultPolicy, type CodeParameters } from '../src/policy.ts';
import manifest from '../src/manifest.ts';
import { decodeBase32 } from '../src/secret/base32.ts';
import { oneTimePassword } from '../src/targets/one-time-password.ts';

const secretText = 'KRSXG5CTMVRXEZLUKN2HE2LOM4QSC7ZK';
const secret = decodeBase32(secretText)?.bytes ?? new Uint8Array();
const { type, algorithm, digits, periodSeconds } = defaultPolicy;
const totp: CodeParameters = { type, algorithm, digits, periodSeconds };
const hotp: CodeParameters = { ...totp, type: 'hotp' };
const steam: CodeParameters = { ...totp, type: 'steam', digits: 5 };
const nowMs = Date.UTC(2026, 10, 22, 12, 0, 7);

/** Two consecutive codes of an authenticator that computes with these. */
function shown({ bytes = secret, parameters = totp, offsetSeconds = 0, counter }: { readonly bytes?: Uint8Array; readonly parameters?: CodeParameters; readonly offsetSeconds?: number; readonly counter?: number }): readonly [string, string] {
  const first = counter ?? timeStep(nowMs + offsetSeconds * 1_000, parameters);
  return [codeAt(bytes, first, parameters), codeAt(bytes, first + 1, parameters)];
}

const decoded = (text: string): Uint8Array => decodeBase32(text)?.bytes ?? new Uint8Array();
const swapped = (text: string, at: number): string => text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
const other = decoded('ONUWIZLCNFZGI43UMFXGI3DFOQQGM2LM');

type Row = readonly [name: string, codes: readonly [string, string], mistake: string, more?: { readonly offsetSeconds?: number; readonly counterDelta?: number; readonly detail?: string }, given?: Partial<CodeToExplain>];

const minute = 60;
const hour = 3_600;
const rows: readonly Row[] = [
  ...[-90, 90, -150, 300, -600, 900 + 60, -1_500, 7 * minute].map((offsetSeconds): Row => [`a clock that is off by ${offsetSeconds} s`, shown({ offsetSeconds }), 'drift', { offsetSeconds }]),
  ['a clock that is a day behind', shown({ offsetSeconds: -23 * hour - 17 * minute }), 'drift', { offsetSeconds: -23 * hour - 17 * minute }],
  ...[8, -8, 1, -5, 5.5, 5.75, 14].map((hours): Row => [`a time zone ${hours} hours off`, shown({ offsetSeconds: hours * hour }), 'time-zone', { offsetSeconds: hours * hour }]),
  ['milliseconds for seconds', [codeAt(secret, Math.floor((nowMs - 4_000) / 30), totp), codeAt(secret, Math.floor((nowMs + 26_000) / 30), totp)], 'milliseconds'],
  ...(['SHA256', 'SHA512'] as const).map((name): Row => [`${name} for SHA1`, shown({ parameters: { ...totp, algorithm: name } }), 'algorithm', { detail: name }]),
  ['SHA1 for SHA256', shown({}), 'algorithm', { detail: 'SHA1' }, { parameters: { ...totp, algorithm: 'SHA256' } }],
  ['SHA1 for SHA512', shown({}), 'algorithm', { detail: 'SHA1' }, { parameters: { ...totp, algorithm: 'SHA512' } }],
  ['8 digits for 6', shown({ parameters: { ...totp, digits: 8 } }), 'digits', { detail: '8' }],
  ['7 digits for 6', shown({ parameters: { ...totp, digits: 7 } }), 'digits', { detail: '7' }],
  ['6 digits for 8', shown({}), 'digits', { detail: '6' }, { parameters: { ...totp, digits: 8 } }],
  ...[60, 15, 90, 20].map((seconds): Row => [`a period of ${seconds} for 30`, shown({ parameters: { ...totp, periodSeconds: seconds } }), 'period', { detail: String(seconds) }]),
  ['a period of 30 for 60', shown({}), 'period', { detail: '30' }, { parameters: { ...totp, periodSeconds: 60 } }],
  ['an authenticator that ignores every parameter', shown({}), 'several-parameters', { detail: 'SHA1, 6, 30' }, { parameters: { ...totp, algorithm: 'SHA256', digits: 8, periodSeconds: 60 } }],
  ['SHA256 and 8 digits for SHA1 and 6', shown({ parameters: { ...totp, algorithm: 'SHA256', digits: 8 } }), 'several-parameters', { detail: 'SHA256, 8' }],
  ['a counter for the time', shown({ parameters: hotp, counter: 7 }), 'hotp-for-totp'],
  ['the time for a counter', shown({}), 'totp-for-hotp', {}, { parameters: hotp, counter: 5 }],
  ['a counter that ran ahead', shown({ parameters: hotp, counter: 77 }), 'counter-ahead', { counterDelta: 72 }, { parameters: hotp, counter: 5 }],
  ['a counter that was reset', shown({ parameters: hotp, counter: 0 }), 'counter-behind', { counterDelta: -40 }, { parameters: hotp, counter: 40 }],
  ["Steam's characters for digits", shown({ parameters: steam }), 'steam'],
  ["digits for Steam's characters", shown({}), 'not-steam', {}, { parameters: steam }],
  ['the text of the secret for its bytes', shown({ bytes: Buffer.from(secretText) }), 'encoding', { detail: 'text' }],
  ['the text in small letters', shown({ bytes: Buffer.from(secretText.toLowerCase()) }), 'encoding', { detail: 'small-text' }],
  ['the hexadecimal text of the bytes', shown({ bytes: Buffer.from(Buffer.from(secret).toString('hex')) }), 'encoding', { detail: 'hexadecimal' }],
  ['the secret read as base64', shown({ bytes: Buffer.from(secretText, 'base64') }), 'encoding', { detail: 'base64' }],
  ['the bytes the other way round', shown({ bytes: secret.toReversed() }), 'encoding', { detail: 'reversed' }],
  ['a code of another account', shown({ bytes: other }), 'other-account', { detail: 'bob' }, { others: [{ name: 'bob', secret: other, parameters: totp }] }],
  ['a secret without its last character', shown({ bytes: decoded(secretText.slice(0, -1)) }), 'truncated-secret'],
  ['a secret without its first two characters', shown({ bytes: decoded(secretText.slice(2)) }), 'truncated-secret'],
  ['a secret without its last group', shown({ bytes: decoded(secretText.slice(0, -4)) }), 'truncated-secret'],
  ['two characters of the secret swapped', shown({ bytes: decoded(swapped(secretText, 6)) }), 'mistyped-secret'],
  ['an S read as a 5', shown({ bytes: decoded(secretText.replace('S', '5')) }), 'mistyped-secret'],
  ['a code of ten minutes ago, and the current one', [shown({ offsetSeconds: -600 })[0], shown({ offsetSeconds: 30 })[0]], 'old-code', { offsetSeconds: -600 }],
];

describe('a wrong code is explained by two consecutive ones', () => {
  test.for(rows)('%s', async ([, [code, secondCode], mistake, more = {}, given = {}]) => {
    const explained = await explainCode({ secret, secretText, parameters: totp, code, secondCode, nowMs, ...given });
    expect(explained).toMatchObject({ outcome: 'explained', explanation: { mistake, proved: true, ...more } });
    expect(JSON.stringify(explained)).not.toContain(secretText.slice(0, 6));
  });

  test('at least forty of them', () => {
    expect(rows.length).toBeGreaterThanOrEqual(40);
  });
});

test('one hit proves nothing: a second code is asked for', async () => {
  const explained = await explainCode({ secret, parameters: totp, code: shown({ offsetSeconds: 300 })[0], nowMs });
  expect(explained).toMatchObject({ outcome: 'second-code-needed', candidates: [{ mistake: 'drift', offsetSeconds: 300, proved: false }] });
  expect(explained.outcome === 'second-code-needed' ? explained.chance : 0).toBeGreaterThan(0.001);
});

test('a second code that does not follow the first explains nothing', async () => {
  const [code] = shown({ offsetSeconds: 300 });
  expect(await explainCode({ secret, parameters: totp, code, secondCode: shown({ offsetSeconds: 500 })[0], nowMs })).toMatchObject({ outcome: 'unexplained' });
});

test('a right code is accepted, a used one is told, and a slip of the finger too', async () => {
  const [code, next] = shown({});
  const right = { secret, parameters: totp, nowMs };
  expect(await explainCode({ ...right, code })).toEqual({ outcome: 'accepted', delta: 0 });
  expect(await explainCode({ ...right, code, lastCounter: timeStep(nowMs, totp) })).toEqual({ outcome: 'reused' });
  const slip = `${code.slice(0, 5)}${(Number(code[5]) + 1) % 10}`;
  expect(await explainCode({ ...right, code: slip })).toMatchObject({ outcome: 'second-code-needed', candidates: [{ mistake: 'mistyped-code' }] });
  expect(await explainCode({ ...right, code: slip, secondCode: next })).toMatchObject({ outcome: 'explained', explanation: { mistake: 'mistyped-code', proved: true } });
  expect(await explainCode({ ...right, code: 'hello' })).toEqual({ outcome: 'malformed', reason: 'not-digits' });
});

test('a zero that a table lost is told', async () => {
  let moment = nowMs;
  while (!codeAt(secret, timeStep(moment, totp), totp).startsWith('0')) moment += 30_000;
  const code = codeAt(secret, timeStep(moment, totp), totp).replace(/^0+/, '');
  expect(await explainCode({ secret, parameters: totp, code, nowMs: moment })).toMatchObject({ candidates: [{ mistake: 'lost-zero' }] });
});

test('codes of a stranger are explained by nothing', async () => {
  const [code, secondCode] = shown({ bytes: Buffer.from('a stranger altogether') });
  expect(await explainCode({ secret, parameters: totp, code, secondCode, nowMs })).toMatchObject({ outcome: 'unexplained' });
});

test('it ends at once when it is told to', async () => {
  expect(await explainCode({ secret, parameters: totp, code: shown({ offsetSeconds: 300 })[0], nowMs, signal: AbortSignal.abort() })).toEqual({ outcome: 'interrupted' });
});

describe('causes tell every mistake in both languages, and not by its identifier', async () => {
  const causes = await Promise.all(manifest.causes.map(({ load }) => load()));
  const target = oneTimePassword.of({ secret: { $secret: 'test:SECRET' } });
  const suspicion: Suspicion = {
    findings: [], targets: [target], settings: { depth: 'quick', offline: true, controls: { resolvers: [], timeSources: [], sni: [], portals: [], egress: [] } },
    related: <Data extends JsonObject>() => target.data as JsonObject as Data,
  };
  const mistakes = [...new Set(rows.map(([, , mistake]) => mistake)), 'mistyped-code', 'lost-zero'];

  test.for(mistakes)('%s', (mistake) => {
    const detail = rows.find((row) => row[2] === mistake)?.[3]?.detail ?? '';
    const explanation = { outcome: 'explained', explanation: { mistake, detail, offsetSeconds: -600, counterDelta: 72, proved: true } };
    const confirmed = causes.flatMap((cause) => {
      const judgement = cause.judge({ suspicion, facts: { explanation }, now: new Date(nowMs) });
      return judgement.verdict === 'confirmed' ? [{ cause, judgement }] : [];
    });
    expect(confirmed).toHaveLength(1);
    for (const { cause: { text, remedies }, judgement: { reason, params } } of confirmed) {
      for (const locale of locales) {
        const steps = remedies.filter(({ applies }) => applies?.(params) ?? true).flatMap((remedy) => remedy.text[locale].steps);
        expect(steps).not.toEqual([]);
        const said = [text[locale].title, text[locale].confirmed[reason] ?? '', ...steps].map((template) => fill(template, params, locale));
        for (const sentence of said) {
          expect(sentence).not.toMatch(/^$|[{}]/);
          // An identifier of one word may be a word of the text.
          if (mistake.includes('-')) expect(sentence).not.toContain(mistake);
        }
      }
    }
  });
});
