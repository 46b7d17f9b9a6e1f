// A watcher where nothing leads out: says as JSON what came of its first looks.
import certificate from '@culprit/certificate/manifest';
import { createExaminer, createSecretReader } from '@culprit/core';
import network from '@culprit/network/manifest';
import { createWatch, openSqliteStore } from '../../packages/watch/src/index.ts';

const store = await openSqliteStore({ path: ':memory:' });
const targets = ['https://192.0.2.1/', 'https://192.0.2.2/', 'https://198.51.100.7:8443/', 'tcp://203.0.113.9:5432'];
const watch = createWatch({ examiner: createExaminer({ plugins: [network, certificate] }), secrets: createSecretReader([]), targets, watch: { defaults: { retries: 0, timeout: '10s' } } }, { store, examination: () => ({ offline: true }) });
await watch.start();
const looks = await Promise.all(watch.targets().map(({ id }) => watch.runNow(id)));
process.stdout.write(JSON.stringify({
  verdicts: looks.map((look) => [look?.result.verdict, look?.result.because, look?.report.diagnoses[0]?.cause]),
  incidents: (await store.incidents({})).items.map(({ cause }) => cause), faults: (await store.faults({})).items.map(({ kind }) => kind),
}));
await watch.stop(0);
await store.close();
process.exit();
