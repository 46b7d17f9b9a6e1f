import { Agent, get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

process.once('message', async ({ ports, port, probes, concurrency, perSecond = Infinity }) => {
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
    while (next < probes) {
      const position = next++;
      // At a pace, or as fast as it goes.
      const early = begun + position * 1e3 / perSecond - performance.now();
      if (early > 0) await delay(early);
      await probe(ports[position % ports.length]);
    }
  }));
  process.send({ seconds: (performance.now() - begun) / 1e3 });
  agent.destroy();
  process.disconnect();
});
