// What any Node program pays for one HTTPS look: a handshake, a request, an answer.
import { readFileSync } from 'node:fs';
import { connect } from 'node:tls';

const [port, ca] = process.argv.slice(2);
const socket = connect({ host: '127.0.0.1', port: Number(port), ca: readFileSync(ca) }, () => {
  socket.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
});
socket.on('data', () => socket.destroy());
