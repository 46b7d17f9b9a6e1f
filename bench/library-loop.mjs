import certificate from '@culprit/certificate/manifest';
import { createExaminer, createMemory } from '@culprit/core';
import network from '@culprit/network/manifest';
import { measure } from './loop.mjs';

process.once('message', async (options) => {
  const examiner = createExaminer({ plugins: [network, certificate] });
  const memory = createMemory();
  const given = { route: { ca: options.ca } };
  const probe = async (port) => {
    const report = await examiner.examine([`https://127.0.0.1:${port}/`], { memory, given });
    if (report.exitCode !== 0) throw new Error(JSON.stringify({ port, diagnoses: report.diagnoses, bugs: report.bugs }));
  };
  process.send(await measure(options, probe));
  process.disconnect();
});
