// The core inside a program of one's own: examine a target, act on the first diagnosis.
//   node main.ts https://api.example.com/v1/models
import certificate from '@culprit/certificate';
import { fill, run } from '@culprit/core';
import network from '@culprit/network';

const target = process.argv[2] ?? 'https://example.com/';
const report = await run({ plugins: [network, certificate], targets: [target] }, { timeoutMs: 10_000, offline: true });

const [diagnosis] = report.diagnoses;
if (diagnosis === undefined) {
  console.log(report.exitCode === 0 ? `${target} is healthy` : `${target}: not everything could be judged`);
} else {
  const title = report.texts[diagnosis.cause];
  const why = report.texts[diagnosis.text];
  console.log(`${diagnosis.cause} (${diagnosis.owner}): ${title === undefined ? '' : fill(title.en, diagnosis.params, 'en')}`);
  console.log(`because: ${why === undefined ? '' : fill(why.en, diagnosis.params, 'en')}`);
  for (const remedy of diagnosis.remedies) {
    const steps = report.texts[`${remedy.id}/1`];
    console.log(`${remedy.trial === 'works' ? 'tested' : 'untested'}: ${steps === undefined ? remedy.id : fill(steps.en, remedy.params, 'en')}`);
  }
}
process.exitCode = report.exitCode;
