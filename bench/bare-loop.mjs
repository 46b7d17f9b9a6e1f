// The cheapest thing that Node can do: one shared context, one small key share, the certificate parsed when it is new.
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect, createSecureContext } from 'node:tls';
import { measure } from './loop.mjs';

process.once('message', async (options) => {
  const secureContext = createSecureContext({ ca: readFileSync(options.ca), ecdhCurve: 'X25519' });
  const known = new Map();
  const probe = (port) => new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, secureContext, rejectUnauthorized: false }, () => {
      const { fingerprint256, raw } = socket.getPeerCertificate();
      if (!known.has(fingerprint256)) {
        known.set(fingerprint256, new X509Certificate(raw));
      }
      socket.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
    });
    socket.once('data', () => socket.destroy());
    socket.once('close', () => resolve());
    socket.once('error', reject);
  });
  process.send(await measure(options, probe));
  process.disconnect();
});
