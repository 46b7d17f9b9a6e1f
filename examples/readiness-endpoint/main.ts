// The core inside an HTTP service: /readyz says whether what the service depends on can be reached, and why not.
//   PORT=8080 node main.ts tcp://db.internal:5432 https://api.example.com/v1/models
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import certificate from '@culprit/certificate';
import { createExaminer, createMemory, fill } from '@culprit/core';
import network from '@culprit/network';

const targets = process.argv.slice(2);
const examiner = createExaminer({ plugins: [network, certificate] });
const memory = createMemory();

const server = createServer(async (request, response) => {
  if (request.url !== '/readyz') return void response.writeHead(404).end();
  // Probes of orchestrators wait a second or two; what is not known by then is no readiness.
  const report = await examiner.examine(targets, { timeoutMs: 1_500, offline: true, memory });
  const causes = report.diagnoses.map(({ cause, owner, params }) => {
    const title = report.texts[cause];
    return { cause, owner, title: title === undefined ? cause : fill(title.en, params, 'en') };
  });
  response.writeHead(report.exitCode === 0 ? 200 : 503, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify({ ready: report.exitCode === 0, causes }));
});

server.listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/readyz`);
});
