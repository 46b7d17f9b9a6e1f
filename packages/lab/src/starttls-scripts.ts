import { randomBytes } from 'node:crypto';
import type { StartTlsFault } from './starttls-server.ts';

/** Protocols that change to TLS on demand. */
export type StartTlsProtocol = 'smtp' | 'imap' | 'pop3' | 'ldap' | 'postgres' | 'mysql' | 'xmpp' | 'ftp';

type Fault = StartTlsFault | undefined;

/** The server's part of a protocol, as far as TLS. */
interface Script {
  readonly greeting: (fault: Fault) => string | Buffer | undefined;
  /** What is said to the bytes so far; `undefined`: they are not whole yet. `secure`: TLS begins then. */
  readonly reply: (received: Buffer, fault: Fault) => { readonly say: string | Buffer; readonly secure?: boolean; /** How many bytes that took; what follows is TLS. Default: all. */ readonly used?: number } | undefined;
}

const announced = (fault: Fault): boolean => fault !== 'not-offered' && fault !== 'hidden' && fault !== 'masked';
const lineOf = (received: Buffer): string | undefined => (received.includes('\n') ? received.toString('latin1').trim() : undefined);

const smtp: Script = {
  greeting: (fault) => (fault === 'turned-away' ? '554 5.7.1 No SMTP service here\r\n' : '220 mail.shop.example ESMTP lab\r\n'),
  reply: (received, fault) => {
    const line = lineOf(received);
    if (line === undefined) return undefined;
    if (/^EHLO/i.test(line)) {
      const extension = announced(fault) ? '250-STARTTLS\r\n' : fault === 'masked' ? '250-XXXXXXXA\r\n' : '';
      return { say: `250-mail.shop.example\r\n250-PIPELINING\r\n${extension}250 8BITMIME\r\n` };
    }
    if (!/^STARTTLS$/i.test(line) || fault === 'not-offered') return { say: '502 5.5.1 Command not implemented\r\n' };
    return fault === 'refused' ? { say: '454 4.7.0 TLS not available due to local problem\r\n' } : { say: '220 2.0.0 Ready to start TLS\r\n', secure: true };
  },
};

const imap: Script = {
  greeting: (fault) => (fault === 'turned-away' ? '* BYE Too many connections\r\n' : '* OK [CAPABILITY IMAP4rev1] lab ready\r\n'),
  reply: (received, fault) => {
    const [tag = '*', command = ''] = lineOf(received)?.split(' ') ?? [];
    if (command === '') return undefined;
    if (command === 'CAPABILITY') return { say: `* CAPABILITY IMAP4rev1${announced(fault) ? ' STARTTLS LOGINDISABLED' : ''}\r\n${tag} OK done\r\n` };
    if (command !== 'STARTTLS' || fault === 'not-offered') return { say: `${tag} BAD unknown command\r\n` };
    return fault === 'refused' ? { say: `${tag} NO TLS is out of order\r\n` } : { say: `${tag} OK begin TLS now\r\n`, secure: true };
  },
};

const pop3: Script = {
  greeting: (fault) => (fault === 'turned-away' ? '-ERR [SYS/TEMP] come back later\r\n' : '+OK lab ready\r\n'),
  reply: (received, fault) => {
    const line = lineOf(received);
    if (line === undefined) return undefined;
    if (line === 'CAPA') return { say: `+OK list follows\r\nTOP\r\nUIDL\r\n${announced(fault) ? 'STLS\r\n' : ''}.\r\n` };
    if (line !== 'STLS' || fault === 'not-offered') return { say: '-ERR unknown command\r\n' };
    return fault === 'refused' ? { say: '-ERR TLS is out of order\r\n' } : { say: '+OK begin TLS now\r\n', secure: true };
  },
};

const ftp: Script = {
  greeting: (fault) => (fault === 'turned-away' ? '421 Too many users\r\n' : '220-lab FTP server\r\n220 ready\r\n'),
  reply: (received, fault) => {
    const line = lineOf(received);
    if (line === undefined) return undefined;
    if (line !== 'AUTH TLS' || fault === 'not-offered') return { say: '500 AUTH not understood\r\n' };
    return fault === 'refused' ? { say: '431 TLS is out of order\r\n' } : { say: '234 AUTH TLS ok\r\n', secure: true };
  },
};

const stream = `<?xml version='1.0'?><stream:stream from='shop.example' id='1' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>`;

const xmpp: Script = {
  greeting: () => undefined,
  reply: (received, fault) => {
    const text = received.toString('latin1');
    if (text.includes('<stream:stream')) {
      if (!text.endsWith('>')) return undefined;
      if (fault === 'turned-away') return { say: `${stream}<stream:error><host-unknown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>` };
      return { say: `${stream}<stream:features>${announced(fault) ? `<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>` : ''}</stream:features>` };
    }
    if (!text.endsWith('/>')) return undefined;
    if (fault === 'not-offered') return { say: `<stream:error><unsupported-stanza-type xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>` };
    return fault === 'refused' ? { say: `<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:stream>` } : { say: `<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`, secure: true };
  },
};

/** ExtendedResponse with this resultCode, RFC 4511 §4.12. */
const extended = (code: number): Buffer => Buffer.from([0x30, 12, 2, 1, 1, 0x78, 7, 0x0a, 1, code, 4, 0, 4, 0]);

const ldap: Script = {
  greeting: () => undefined,
  reply: (received, fault) => {
    if (received.length < 2 || received.length < 2 + (received[1] ?? 0)) return undefined;
    // protocolError, unavailable, busy.
    if (fault === 'not-offered' || fault === 'hidden') return { say: extended(2) };
    if (fault === 'refused') return { say: extended(52) };
    return fault === 'turned-away' ? { say: extended(51) } : { say: extended(0), secure: true };
  },
};

const postgres: Script = {
  greeting: () => undefined,
  reply: (received, fault) => {
    if (received.length < 8) return undefined;
    const error = 'SFATAL\0C53300\0Msorry, too many clients already\0\0';
    if (fault === 'turned-away') return { say: Buffer.concat([Buffer.from([0x45, 0, 0, 0, 4 + error.length]), Buffer.from(error)]) };
    return fault === 'not-offered' || fault === 'hidden' || fault === 'refused' ? { say: 'N' } : { say: 'S', secure: true };
  },
};

/** CLIENT_PROTOCOL_41 and CLIENT_SECURE_CONNECTION, with CLIENT_SSL where it is announced. */
const mysqlGreeting = (secure: boolean): Buffer => {
  const capabilities = secure ? 0x8a00 : 0x8200;
  const payload = Buffer.concat([
    Buffer.from([10]), Buffer.from('8.4.0-lab\0'), Buffer.from([1, 0, 0, 0]), randomBytes(8), Buffer.from([0, capabilities & 0xff, capabilities >> 8, 45, 2, 0, 0, 0, 21]),
    Buffer.alloc(10), randomBytes(12), Buffer.from('\0mysql_native_password\0'),
  ]);
  return Buffer.concat([Buffer.from([payload.length, 0, 0, 0]), payload]);
};

const mysql: Script = {
  greeting: (fault) => {
    const error = Buffer.concat([Buffer.from([0xff, 0x10, 0x04]), Buffer.from('Too many connections')]);
    if (fault === 'turned-away') return Buffer.concat([Buffer.from([error.length, 0, 0, 0]), error]);
    const greeting = mysqlGreeting(fault !== 'not-offered' && fault !== 'hidden');
    return fault === 'early-bytes' ? Buffer.concat([greeting, Buffer.from('injected')]) : greeting;
  },
  // The SSLRequest; nothing is said to it, and the ClientHello may be right behind it.
  reply: (received) => (received.length < 36 ? undefined : { say: '', secure: true, used: 36 }),
};

export const startTlsScripts: { readonly [P in StartTlsProtocol]: Script } = { smtp, imap, pop3, ldap, postgres, mysql, xmpp, ftp };
