import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import type { HttpRawFault } from './http-behaviour.ts';
import { resetConnection } from './transport-reset.ts';

const CRLF = '\r\n';
const OK = 'HTTP/1.1 200 OK';
const HUGE_HEADER_BYTES = 10_000_000;
const ENDLESS_LIMIT_BYTES = 64 * 1_048_576;

/** Answers one request on `socket`, plain or decrypted, with bytes that node:http would not write. */
export function writeRawFault(socket: Socket, fault: HttpRawFault): void {
  if (fault === 'hang-before-headers') return;
  if (fault === 'hang-after-headers') {
    socket.write(head(OK, 'Content-Type: application/json', 'Content-Length: 1024'));
  } else if (fault === 'empty-reply') {
    socket.end();
  } else if (fault === 'reset') {
    resetConnection(socket);
  } else if (fault === 'truncated-body') {
    socket.end(head(OK, 'Content-Type: application/json', 'Content-Length: 1024') + '{"data": [{"id":');
  } else if (fault === 'broken-chunked') {
    const chunks = ['5', 'first', 'zz', 'second', '0', '', ''];
    socket.end(head(OK, 'Content-Type: text/plain', 'Transfer-Encoding: chunked') + chunks.join(CRLF));
  } else if (fault === 'huge-header') {
    socket.end(head(OK, `X-Filler: ${'x'.repeat(HUGE_HEADER_BYTES)}`, 'Content-Length: 0'));
  } else if (fault === 'broken-gzip') {
    socket.write(head(OK, 'Content-Type: application/json', 'Content-Encoding: gzip', 'Content-Length: 64'));
    // Never the magic number of gzip (RFC 1952, 2.3.1).
    socket.end(Buffer.concat([Buffer.of(0), randomBytes(63)]));
  } else if (fault === 'endless-body') {
    socket.write(head(OK, 'Content-Type: application/octet-stream', 'Transfer-Encoding: chunked'));
    pour(socket);
  } else {
    socket.end(`HTTTP/9.9 OK two hundred${CRLF}Content-Length: 0${CRLF}${CRLF}`);
  }
}

function head(...lines: readonly string[]): string {
  const date = new Date().toUTCString();
  return [...lines, `Date: ${date}`, 'Connection: close', '', ''].join(CRLF);
}

/** Writes as fast as the client reads, so that nothing piles up in memory. */
function pour(socket: Socket): void {
  const block = Buffer.alloc(65_536, 'endless ');
  const chunk = Buffer.concat([Buffer.from(block.length.toString(16) + CRLF), block, Buffer.from(CRLF)]);
  let sent = 0;
  const more = (): void => {
    let room = true;
    while (room && !socket.destroyed && sent < ENDLESS_LIMIT_BYTES) {
      sent += block.length;
      room = socket.write(chunk);
    }
    if (sent >= ENDLESS_LIMIT_BYTES) socket.destroy();
    else if (!socket.destroyed) socket.once('drain', more);
  };
  more();
}
