import type { Dialogue, Meaning, Turn } from './dialogue.ts';

const text = (bytes: Buffer): string => bytes.toString('latin1');

/** A reply that begins as `start` says and ends where `end` does; anything else is taken as it is. */
function reply(start: RegExp, end: RegExp, meaning: (reply: string) => Meaning): NonNullable<Turn['reply']> {
  return {
    length: (bytes) => {
      const said = text(bytes);
      if (bytes.length < 5 && !said.includes('\n')) return undefined;
      if (!start.test(said)) return bytes.length;
      const found = end.exec(said);
      return found === null ? undefined : found.index + found[0].length;
    },
    meaning: (bytes) => {
      const said = text(bytes);
      return start.test(said) && end.test(said) ? meaning(said) : 'other-protocol';
    },
  };
}

/** RFC 5321 §4.2.1 and RFC 959 §4.2: lines of a code, the last with a space behind it. */
const coded = (meaning: (code: number, said: string) => Meaning): NonNullable<Turn['reply']> =>
  reply(/^\d{3}[ \r\n-]/, /^\d{3}(?: [^\n]*)?\r?\n/m, (said) => meaning(Number(said.slice(0, 3)), said));

const line = (start: RegExp, meaning: (said: string) => Meaning): NonNullable<Turn['reply']> => reply(start, /\n/, meaning);

/** RFC 3207. */
export const smtp: Dialogue = {
  greeting: { reply: coded((code, said) => (code !== 220 ? 'turned-away' : /^[^\n]*\bftpd?\b/i.test(said) && !/smtp/i.test(said) ? 'other-protocol' : 'go-on')) },
  announcement: {
    // An address literal, RFC 5321 §4.1.3: this client has no name of its own to give.
    say: ({ client }) => `EHLO [${client.includes(':') ? `IPv6:${client}` : client === '' ? '127.0.0.1' : client}]\r\n`,
    reply: coded((code, said) => {
      if (/^250[ -]STARTTLS\b/im.test(said)) return 'go-on';
      // Cisco firewalls write X over what they don't want clients to see (inspect esmtp).
      if (/^250[ -]X{7,}[A-Z]?\r?$/m.test(said)) return 'masked';
      return code === 421 || code === 554 ? 'turned-away' : 'not-offered';
    }),
  },
  request: { say: () => 'STARTTLS\r\n', reply: coded((code) => (code === 220 ? 'go-on' : code === 500 || code === 502 || code === 503 ? 'not-offered' : 'refused')) },
};

/** RFC 4217. There is an announcement (FEAT), and servers that leave it out take AUTH all the same. */
export const ftp: Dialogue = {
  greeting: { reply: coded((code, said) => (code === 220 ? (/^[^\n]*smtp/i.test(said) ? 'other-protocol' : 'go-on') : 'turned-away')) },
  request: { say: () => 'AUTH TLS\r\n', reply: coded((code) => (code === 234 ? 'go-on' : code === 500 || code === 502 || code === 504 || code === 530 ? 'not-offered' : 'refused')) },
};

const tagged = (tag: string, meaning: (said: string) => Meaning): NonNullable<Turn['reply']> =>
  reply(new RegExp(`^(?:\\* |${tag} )`, 'i'), new RegExp(`^${tag} (?:OK|NO|BAD)[^\\n]*\\n`, 'im'), meaning);

/** RFC 9051 §6.2.1. */
export const imap: Dialogue = {
  greeting: { reply: line(/^\* /, (said) => (/^\* (?:OK|PREAUTH)/i.test(said) ? 'go-on' : 'turned-away')) },
  announcement: { say: () => 'a1 CAPABILITY\r\n', reply: tagged('a1', (said) => (/^\* CAPABILITY[^\n]* STARTTLS\b/im.test(said) ? 'go-on' : 'not-offered')) },
  request: { say: () => 'a2 STARTTLS\r\n', reply: tagged('a2', (said) => (/^a2 OK/im.test(said) ? 'go-on' : /^a2 BAD/im.test(said) ? 'not-offered' : 'refused')) },
};

/** RFC 2595 §4, RFC 2449. */
export const pop3: Dialogue = {
  greeting: { reply: line(/^(?:\+OK|-ERR)/, (said) => (said.startsWith('+') ? 'go-on' : 'turned-away')) },
  announcement: {
    say: () => 'CAPA\r\n',
    // A server without CAPA may still know STLS.
    reply: reply(/^(?:\+OK|-ERR)/, /^\.\r?\n|^-ERR[^\n]*\n/m, (said) => (said.startsWith('-') || /^STLS\b/im.test(said) ? 'go-on' : 'not-offered')),
  },
  request: { say: () => 'STLS\r\n', reply: line(/^(?:\+OK|-ERR)/, (said) => (said.startsWith('+') ? 'go-on' : /unknown|invalid|unrecogni[sz]ed|not (?:supported|implemented)/i.test(said) ? 'not-offered' : 'refused')) },
};

const escaped = (name: string): string => name.replaceAll(/[&<>'"]/g, '');

/** RFC 6120 §5. */
export const xmpp: Dialogue = {
  announcement: {
    say: ({ peer }) => `<?xml version='1.0'?><stream:stream to='${escaped(peer)}' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>`,
    reply: reply(/^\s*</, /<\/(?:\w+:)?features>|<(?:\w+:)?features\s*\/>|<\/(?:\w+:)?error>|<\/(?:\w+:)?stream>/, (said) => {
      if (!/<(?:\w+:)?stream[\s>]/.test(said)) return 'other-protocol';
      return /<starttls\b/.test(said) ? 'go-on' : /features/.test(said) ? 'not-offered' : 'turned-away';
    }),
  },
  request: {
    say: () => `<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`,
    reply: reply(/^\s*</, /<(?:proceed|failure)\b[^>]*\/>|<\/(?:proceed|failure)>|<\/(?:\w+:)?stream>/, (said) => (/<proceed\b/.test(said) ? 'go-on' : /<(?:\w+:)?error/.test(said) ? 'not-offered' : 'refused')),
  },
};
