import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { ChannelType, DeliverContext, Delivery } from '../channel.ts';
import { textOf } from '../message-text.ts';
import { secretOption } from './post.ts';

/** Mail over SMTP (RFC 5321). TLS by STARTTLS (RFC 3207) or from the first byte (RFC 8314); without it only where it is asked for, and then without a password. */
export const email: ChannelType = {
  type: 'email',
  text: { en: 'Mail over SMTP', 'zh-CN': '电子邮件（SMTP）' },
  fields: {
    host: { type: 'string', required: true, text: { en: 'The mail server', 'zh-CN': '邮件服务器' } },
    port: { type: 'integer', min: 1, max: 65_535, default: 587, text: { en: 'Its port', 'zh-CN': '端口' } },
    tls: { type: 'enum', values: ['starttls', 'implicit', 'none'], default: 'starttls', text: { en: 'implicit on port 465; none only for a relay that is on the same machine or network', 'zh-CN': '465 端口用 implicit；none 仅用于本机或内网中继' } },
    user: { type: 'string', text: { en: 'Who logs in', 'zh-CN': '用户名' } },
    password: { type: 'secret', text: { en: 'A reference to the password', 'zh-CN': '密码的引用' } },
    from: { type: 'string', required: true, pattern: '@', text: { en: 'The sender', 'zh-CN': '发件人' } },
    to: { type: 'list', required: true, items: { type: 'string', pattern: '@' }, text: { en: 'The receivers', 'zh-CN': '收件人' } },
  },
  async deliver(message, context) {
    const { options, locale, link, key, secrets, signal } = context;
    const { host, port, tls, user, from, to } = options;
    if (typeof host !== 'string' || typeof port !== 'number' || typeof from !== 'string') return { outcome: 'refused', receipt: 'host, port or sender is missing' };
    const password = await secretOption(options, 'password', secrets);
    if (tls === 'none' && password !== undefined) return { outcome: 'refused', receipt: 'a password is not sent without TLS' };
    const address = await permitted(host, port, context);
    if (address === undefined) return { outcome: 'refused', receipt: `connecting to ${host}:${port} is not permitted` };

    const { createTransport } = await import('nodemailer');
    const transport = createTransport({
      host: address, port, name: 'culprit', secure: tls === 'implicit', requireTLS: tls === 'starttls', ignoreTLS: tls === 'none',
      ...(isIP(host) === 0 ? { servername: host, tls: { servername: host } } : {}),
      ...(typeof user === 'string' && password !== undefined ? { auth: { user, pass: password } } : {}),
      connectionTimeout: waitMs, greetingTimeout: waitMs, socketTimeout: waitMs, disableFileAccess: true, disableUrlAccess: true,
    });
    const close = (): void => transport.close();
    signal.addEventListener('abort', close);
    const { title, lines } = textOf(message, locale);
    try {
      const { response } = await Promise.race([transport.sendMail({
        from, to: Array.isArray(to) ? to.map(String) : [], subject: title.slice(0, 200), text: [...lines, ...(link === undefined ? [] : ['', link])].join('\n'),
        // Programs that answer mail leave this alone (RFC 3834 §5).
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Culprit-Delivery': key },
      }), aborted(signal)]);
      return { outcome: 'delivered', receipt: response.slice(0, 200) };
    } catch (error) {
      return failureOf(error);
    } finally {
      signal.removeEventListener('abort', close);
      close();
    }
  },
};

const waitMs = 10_000;

/** The first address of a host that may be connected to. It is the one that is connected to: a second answer could be another. */
async function permitted(host: string, port: number, { permits }: Pick<DeliverContext, 'permits'>): Promise<string | undefined> {
  const addresses = await lookup(host, { all: true });
  return addresses.find(({ address }) => permits({ host, port, address }))?.address;
}

const aborted = (signal: AbortSignal): Promise<never> => new Promise((_, reject) => {
  const end = (): void => reject(new DOMException('The deadline passed', 'TimeoutError'));
  if (signal.aborted) end();
  else signal.addEventListener('abort', end, { once: true });
});

/** 4xx passes, 5xx does not (RFC 5321 §4.2.1). The server's own words are not repeated beyond their code: they may quote a user name. */
function failureOf(error: unknown): Delivery {
  const [status, code] = [memberOf(error, 'responseCode'), memberOf(error, 'code')];
  const receipt = `${typeof code === 'string' ? code : 'failed'}${typeof status === 'number' ? ` ${status}` : ''}`;
  const lasting = typeof status === 'number' ? status >= 500 : code === 'EAUTH' || code === 'EENVELOPE';
  return { outcome: lasting ? 'refused' : 'failed', receipt };
}

const memberOf = (error: unknown, name: string): unknown => (typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined);
