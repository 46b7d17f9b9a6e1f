// A process that writes to a vault: `node vault-writer.ts FILE NAME COUNT [STEP]`. With a step it kills itself there.
import { findMasterKeys, plainReader } from '../src/vault/master-keys.ts';
import { changeVault } from '../src/vault/store.ts';

const [file = '', name = '', count = '0', killAt] = process.argv.slice(2);
const keys = await findMasterKeys({}, process.env, plainReader(process.env));
for (let index = 0; index < Number(count); index++) {
  await changeVault(
    { file, keys, waitMs: 120_000, onStep: (step) => { if (step === killAt) process.kill(process.pid, 'SIGKILL'); } },
    () => ({ set: { [`${name}/n${index}`]: `value ${name} ${index}` } }),
  );
  process.stdout.write(`${name}/n${index}\n`);
}
