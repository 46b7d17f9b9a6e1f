import { Agent, get } from 'node:http';

process.once('message', async ({ ports, port, probes, concurrency }) => {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const probe = (target) => new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, agent, path: `/probe?module=https&target=${encodeURIComponent(`https://127.0.0.1:${target}/`)}` }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => { text += chunk; }).on('end', () => (/^probe_success 1$/m.test(text) ? resolve() : reject(new Error(text.slice(-400)))));
    }).on('error', reject);
  });
  let next = 0;
  const begun = performance.now();
  await Promise.all(Array.from({ length: concurrency }, async () => {
    while (next < probes) await probe(ports[next++ % ports.length]);
  }));
  process.send({ seconds: (performance.now() - begun) / 1e3 });
  agent.destroy();
  process.disconnect();
});
