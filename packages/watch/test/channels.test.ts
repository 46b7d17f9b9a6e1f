import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { createSecretReader } from '@culprit/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { channelTypes, textOf, type DeliverContext, type Delivery, type Incident, type Message } from '../src/index.ts';
import { readChannel } from '../src/read-settings.ts';
import { createReceiver } from './receiver.ts';

const t0 = Date.UTC(2026, 10, 22, 7);

const incident: Incident = {
  id: 'i1', key: 'certificate/expired@shop.example:443', cause: 'certificate/expired', subject: 'shop.example:443', severity: 'critical', owner: 'service', layer: 'identity',
  state: 'open', openedAt: t0 - 90_000, changedAt: t0, targets: ['a', 'b'], touched: ['a', 'b'], returns: 0, flapping: false, rule: 'down',
  numbers: { n: 3, bad: 3, inconclusive: 1, windowMs: 60_000 }, told: ['x'], revision: 1, docs: 'https://culprit.dev/causes/certificate/expired',
  text: {
    en: { title: 'The certificate has expired', witness: 'It ended on 2026-11-21', remedies: [{ audience: 'operator', title: 'Renew the certificate', steps: ['certbot renew'], trial: 'not-tested' }] },
    'zh-CN': { title: '证书已过期', witness: '到期时间 2026-11-21', remedies: [{ audience: 'operator', title: '续期证书', steps: ['certbot renew'], trial: 'works' }] },
  },
};
const message: Message = { kind: 'triggered', at: t0, incident, labels: { a: 'Shop', b: 'Shop, by IPv6' } };

const context = (type: string, options: Readonly<Record<string, unknown>>, secrets: Readonly<Record<string, string>>, more: Partial<DeliverContext> = {}): DeliverContext => ({
  options: readChannel({ name: 'x', type, options }).options, locale: 'en', key: 'k-1', link: 'https://culprit.example/', now: () => t0, permits: () => true, signal: AbortSignal.timeout(5_000), send: fetch,
  secrets: createSecretReader([{ scheme: 'test', resolve: async (name) => secrets[name] }]), ...more,
});

const deliver = (type: string, options: Readonly<Record<string, unknown>>, secrets: Readonly<Record<string, string>>, more?: Partial<DeliverContext>): Promise<Delivery> | undefined =>
  channelTypes[type]?.deliver(message, context(type, options, secrets, more));

describe('what a message says', () => {
  test('cause, witness, remedy, whom it concerns, n and window', () => {
    const { title, lines } = textOf(message, 'en');
    expect([title, ...lines]).toEqual([
      '[PROBLEM] The certificate has expired', 'Known by: It ended on 2026-11-21', 'Affected: Shop, Shop, by IPv6', 'Who can mend it: the service',
      '3 of 3 failed in 1 min, 1 inconclusive', 'Since: 2026-11-22 06:58:30 UTC', 'What to do: Renew the certificate', '  - certbot renew', 'certificate/expired · critical',
      'https://culprit.dev/causes/certificate/expired',
    ]);
  });

  test('the same in Chinese', () => {
    const { title, lines } = textOf(message, 'zh-CN');
    expect([title, lines[3], lines[5]]).toEqual(['[故障] 证书已过期', '1 分钟内 3 次中失败 3 次，无结论 1 次', '处理办法：续期证书 (已试验，有效)']);
  });

  test('an end says how long it lasted and why it ended', () => {
    const { title, lines } = textOf({ kind: 'resolved', at: t0, incident: { ...incident, state: 'resolved', ended: 'another-cause' } }, 'en');
    expect(title).toBe('[OVER] The certificate has expired');
    expect(lines).toEqual(expect.arrayContaining(['Another cause took its place.', 'Lasted: 1 min 30 s']));
  });

  test('texts that a server chose break no line and steer no terminal', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (hostile) => {
      const text = { title: hostile, witness: hostile, remedies: [{ audience: 'you' as const, title: hostile, steps: [hostile], trial: 'not-tested' }] };
      const { title, lines } = textOf({ ...message, incident: { ...incident, text: { en: text, 'zh-CN': text } }, labels: { a: hostile, b: hostile } }, 'en');
      expect([title, ...lines].join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    }), { numRuns: 30 });
  });
});

describe('channels', () => {
  test('a webhook gets the message and can tell that it is genuine and new', async () => {
    await using receiver = await createReceiver();
    const delivery = await deliver('webhook', { url: 'test:url', key: 'test:key', headers: { authorization: 'Bearer test:token', 'x-team': 'ops' } }, { url: receiver.url, key: 'k3y', token: 't0ken' });
    expect(delivery).toEqual({ outcome: 'delivered', receipt: '200 OK' });
    const [got] = receiver.received;
    const signed = createHmac('sha256', 'k3y').update(`${t0 / 1_000}.${got?.body}`).digest('hex');
    expect(got?.headers).toMatchObject({ 'culprit-signature': `t=${t0 / 1_000},v1=${signed}`, 'culprit-delivery': 'k-1', authorization: 'Bearer t0ken', 'x-team': 'ops' });
    expect(JSON.parse(got?.body ?? '')).toMatchObject({ version: 1, kind: 'triggered', incident: { key: incident.key, numbers: { n: 3 } }, text: { title: '[PROBLEM] The certificate has expired' }, link: 'https://culprit.example/' });
  });

  test('Slack gets a text without markup', async () => {
    await using receiver = await createReceiver();
    const hostile = { ...message, labels: { a: '<!channel> & co', b: 'b' } };
    await channelTypes['slack']?.deliver(hostile, context('slack', { url: 'test:url' }, { url: receiver.url }));
    const { text, mrkdwn } = JSON.parse(receiver.received[0]?.body ?? '') as { readonly text: string; readonly mrkdwn: boolean };
    expect(mrkdwn).toBe(false);
    expect(text).toContain('&lt;!channel&gt; &amp; co');
    expect(text).not.toContain('<!channel>');
  });

  test('Feishu: the time and the key sign nothing, and nobody is called by a text', async () => {
    await using receiver = await createReceiver();
    receiver.answer = () => ({ status: 200, body: '{"code":0,"msg":"success"}' });
    const hostile = { ...message, labels: { a: '<at user_id="all">x</at>', b: 'b' } };
    const delivery = await channelTypes['feishu']?.deliver(hostile, context('feishu', { url: 'test:url', key: 'test:key' }, { url: receiver.url, key: 'k3y' }));
    expect(delivery?.outcome).toBe('delivered');
    const body = JSON.parse(receiver.received[0]?.body ?? '') as { readonly timestamp: string; readonly sign: string; readonly content: { readonly text: string } };
    // Computed with openssl: printf '' | openssl dgst -sha256 -hmac "$(printf '1795330800\nk3y')" -binary | base64
    expect([body.timestamp, body.sign]).toEqual(['1795330800', 'mKAEb91Vdsh+IQiSowgqDYLAN1fpUysHUJ1FH0eYPcM=']);
    expect(body.content.text).not.toContain('<at');
  });

  test('DingTalk: the signature stands in the address', async () => {
    await using receiver = await createReceiver();
    receiver.answer = () => ({ status: 200, body: '{"errcode":0,"errmsg":"ok"}' });
    expect((await deliver('dingtalk', { url: 'test:url', key: 'test:key' }, { url: `${receiver.url}?access_token=tok`, key: 'SECk3y' }))?.outcome).toBe('delivered');
    const asked = new URL(receiver.received[0]?.path ?? '', receiver.url).searchParams;
    expect(Object.fromEntries(asked)).toEqual({ access_token: 'tok', timestamp: String(t0), sign: createHmac('sha256', 'SECk3y').update(`${t0}\nSECk3y`).digest('base64') });
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({ msgtype: 'text', at: { isAtAll: false } });
  });

  test('WeCom: a text that its limit of bytes lets through', async () => {
    await using receiver = await createReceiver();
    receiver.answer = () => ({ status: 200, body: '{"errcode":0,"errmsg":"ok"}' });
    const long = { ...message, labels: { a: '目标'.repeat(2_000), b: 'b' } };
    await channelTypes['wecom']?.deliver(long, context('wecom', { url: 'test:url' }, { url: receiver.url }, { locale: 'zh-CN' }));
    const { text } = JSON.parse(receiver.received[0]?.body ?? '') as { readonly text: { readonly content: string } };
    expect(Buffer.byteLength(text.content)).toBeLessThanOrEqual(2_048);
    expect(text.content).toMatch(/https:\/\/culprit\.example\/$/);
  });

  test.each([
    ['feishu', '{"code":19021,"msg":"sign match fail or timestamp is not within one hour"}', 'refused'],
    ['feishu', '{"code":11232,"msg":"frequency limited"}', 'failed'],
    ['dingtalk', '{"errcode":310000,"errmsg":"sign not match"}', 'refused'],
    ['dingtalk', '{"errcode":130101,"errmsg":"send too fast"}', 'failed'],
    ['wecom', '{"errcode":93000,"errmsg":"invalid webhook url"}', 'refused'],
    ['wecom', '<html>', 'refused'],
  ])('%s says 200 and %s: that is no delivery', async (type, body, outcome) => {
    await using receiver = await createReceiver();
    receiver.answer = () => ({ status: 200, body });
    expect((await deliver(type, { url: 'test:url' }, { url: receiver.url }))?.outcome).toBe(outcome);
  });

  test.each([[503, 'failed'], [429, 'failed'], [404, 'refused'], [302, 'refused']])('a receiver that answers %i is tried again or not', async (status, outcome) => {
    await using receiver = await createReceiver();
    receiver.answer = () => ({ status, headers: { 'retry-after': '7', location: 'http://127.0.0.1:1/' } });
    expect(await deliver('webhook', { url: 'test:url' }, { url: receiver.url })).toMatchObject({ outcome, ...(outcome === 'failed' ? { afterMs: 7_000 } : {}) });
    expect(receiver.received).toHaveLength(1);
  });

  test('a secret that holds no address is told without showing it', async () => {
    await expect(deliver('slack', { url: 'test:url' }, { url: 'hooks.slack.example/T0/B0/verysecret' })).rejects.toSatisfy((error: Error) => !error.message.includes('verysecret'));
  });
});

interface MailServer extends AsyncDisposable {
  readonly port: number;
  readonly said: string[];
}

/** As much of RFC 5321 as it takes to be handed a mail. */
async function mailServer(answers: Readonly<Record<string, string>> = {}): Promise<MailServer> {
  const said: string[] = [];
  const server: Server = createServer((socket) => {
    let [inData, buffer] = [false, ''];
    socket.on('error', () => {});
    socket.write('220 lab ESMTP\r\n');
    socket.on('data', (chunk: Buffer) => {
      buffer += chunk.toString();
      for (let end = buffer.indexOf('\r\n'); end >= 0; end = buffer.indexOf('\r\n')) {
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        said.push(line);
        const word = line.slice(0, 4).toUpperCase().trim();
        if (inData) {
          if (line !== '.') continue;
          inData = false;
          socket.write(`${answers['DATA'] ?? '250 2.0.0 queued as 42'}\r\n`);
        } else if (word === 'DATA') {
          inData = true;
          socket.write('354 go on\r\n');
        } else if (word === 'QUIT') socket.end('221 bye\r\n');
        else socket.write(`${answers[word] ?? '250 ok'}\r\n`);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0, said,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

describe('mail', () => {
  const options = (port: number): Readonly<Record<string, unknown>> => ({ host: '127.0.0.1', port, tls: 'none', from: 'culprit@lab.example', to: ['ops@lab.example'] });

  test('is handed over, and the receipt is what the server said', async () => {
    await using server = await mailServer();
    expect(await deliver('email', options(server.port), {})).toEqual({ outcome: 'delivered', receipt: '250 2.0.0 queued as 42' });
    expect(server.said).toEqual(expect.arrayContaining(['RCPT TO:<ops@lab.example>', 'Subject: [PROBLEM] The certificate has expired', 'Auto-Submitted: auto-generated', 'X-Culprit-Delivery: k-1']));
  });

  test('a password goes nowhere without TLS', async () => {
    await using server = await mailServer({ STAR: '502 5.5.1 no such thing' });
    expect(await deliver('email', { ...options(server.port), user: 'u', password: 'test:p' }, { p: 'pass' })).toMatchObject({ outcome: 'refused' });
    expect(await deliver('email', { ...options(server.port), tls: 'starttls', user: 'u', password: 'test:p' }, { p: 'pass' })).toMatchObject({ outcome: 'refused' });
    expect(server.said.join('\n')).not.toMatch(/AUTH/);
  });

  test('a server that has no time is tried again, one that knows nobody is not', async () => {
    await using busy = await mailServer({ RCPT: '451 4.7.1 later' });
    await using strict = await mailServer({ RCPT: '550 5.1.1 unknown' });
    expect((await deliver('email', options(busy.port), {}))?.outcome).toBe('failed');
    expect((await deliver('email', options(strict.port), {}))?.outcome).toBe('refused');
  });

  test('no connection is opened where none is permitted', async () => {
    await using server = await mailServer();
    expect(await deliver('email', options(server.port), {}, { permits: () => false })).toMatchObject({ outcome: 'refused' });
    expect(server.said).toEqual([]);
  });
});
