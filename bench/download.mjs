// `npm run bench -- download`: what `culprit download` costs beside rclone and curl, from a real Ceph over TLS on loopback.
// Debian's packages are needed and root, as in tests/system; what can't run is said, with the reason.
import { spawn, spawnSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unpackCommandLine } from './packed.mjs';
import { table } from './table.mjs';

const servers = fileURLToPath(new URL('../tests/servers', import.meta.url));
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const key = { id: 'AKLTtestkey0000000001', secret: 'testsecret/with+chars=' };
const programs = ['radosgw', 'ceph-mon', 'ceph-osd', 'rclone', 'curl', 'openssl', 'uuidgen'];
const [smallFiles, smallBytes] = [2_000, 65_536];
const bigBytes = Number(process.env.BENCH_BYTES ?? 2 ** 31);

export async function download() {
  const missing = programs.filter((program) => !`${process.env.PATH}:/usr/sbin`.split(':').some((folder) => existsSync(join(folder, program))));
  if (missing.length > 0 || process.getuid?.() !== 0) {
    process.stdout.write(`skipped: download (${missing.length > 0 ? `there is no ${missing.join(', ')}; apt-get install radosgw ceph-mon ceph-osd ceph-common uuid-runtime rclone curl` : 'needs root'})\n`);
    return;
  }
  const home = mkdtempSync(join(tmpdir(), 'culprit-bench-'));
  // What this shell trusts and by which proxy it goes is no business of the servers here.
  const { AWS_CA_BUNDLE: _, NODE_EXTRA_CA_CERTS: __, HTTPS_PROXY: ___, https_proxy: ____, ...inherited } = process.env;
  const env = {
    ...inherited, S3_HOME: home, PATH: `${process.env.PATH}:/usr/sbin`, NODE_COMPILE_CACHE: join(home, 'compile-cache'),
    AWS_ENDPOINT_URL: 'https://127.0.0.1:7443', AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: key.id, AWS_SECRET_ACCESS_KEY: key.secret,
  };
  const script = (name) => must('bash', [join(servers, name)], { env, stdio: 'ignore' });
  try {
    const culprit = ['node', unpackCommandLine(home, ['packages/storage-endpoint']), 'download'];
    script('tls.sh');
    script('ceph-start.sh');
    const ca = join(home, 'tls/ca.crt');
    writeFileSync(join(home, 'rclone.conf'), `[c]\ntype = s3\nprovider = Ceph\naccess_key_id = ${key.id}\nsecret_access_key = ${key.secret}\nendpoint = https://127.0.0.1:7443\nregion = us-east-1\n`);
    const rclone = ['rclone', '--config', join(home, 'rclone.conf'), '--ca-cert', ca];
    fill(home);
    const put = (...args) => must(rclone[0], [...rclone.slice(1), ...args], { env });
    put('mkdir', 'c:bench');
    put('copyto', join(home, 'big.bin'), 'c:bench/big/big.bin', '--s3-upload-cutoff', '4G');
    put('copy', join(home, 'small'), 'c:bench/small', '--transfers', '16');
    const link = put('link', 'c:bench/big/big.bin').stdout.trim();
    const out = join(home, 'out');
    const runs = async (title, contenders) => report(title, contenders, out, env);
    await runs(`${(bigBytes / 2 ** 30).toFixed(1)} GiB in one object, verified (curl: not)`, {
      'rclone, 4 streams': [...rclone, 'copy', 'c:bench/big', out, '--multi-thread-streams', '4', '--multi-thread-cutoff', '1M'],
      'culprit, 4 streams': [...culprit, 's3://bench/big/', out, '--ca', ca, '--streams', '4'],
      'culprit, 8 streams': [...culprit, 's3://bench/big/', out, '--ca', ca],
      curl: ['curl', '-sS', '--create-dirs', '--cacert', ca, '-o', join(out, 'big.bin'), link],
    });
    await runs(`${smallFiles} × ${smallBytes / 1_024} KiB, verified`, {
      'rclone, 8 transfers': [...rclone, 'copy', 'c:bench/small', out, '--transfers', '8'],
      'culprit, 16 streams': [...culprit, 's3://bench/small/', out, '--ca', ca],
      'culprit, 8 streams': [...culprit, 's3://bench/small/', out, '--ca', ca, '--streams', '8'],
    });
  } finally {
    if (existsSync(join(home, 'ceph'))) spawnSync('bash', [join(servers, 'ceph-stop.sh')], { env, stdio: 'ignore' });
    rmSync(home, { recursive: true, force: true });
  }
}

function fill(home) {
  const block = Buffer.alloc(1 << 24);
  for (let at = 0; at < bigBytes; at += block.length) appendFileSync(join(home, 'big.bin'), randomFillSync(block).subarray(0, bigBytes - at));
  for (let index = 0; index < smallFiles; index++) {
    const folder = join(home, 'small', `d${index % 20}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `f${index}.bin`), randomFillSync(Buffer.alloc(smallBytes)));
  }
}

/**
 * Interleaved, so that a noisy neighbour hits all alike; each into a folder of its own, and small ones are removed at the end:
 * ext4 looks for an inode that was not freed a moment ago, and whoever comes after a removal pays for it.
 */
async function report(title, contenders, out, env) {
  const names = Object.keys(contenders);
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const folder = join(out, `${round}-${names.indexOf(name)}`);
      samples[name].push(await measured(contenders[name].map((part) => part.replace(out, folder)), env));
      if (!existsSync(folder) || readdirSync(folder).length === 0) throw new Error(`${name} fetched nothing`);
      if (existsSync(join(folder, 'big.bin'))) rmSync(folder, { recursive: true });
    }
  }
  rmSync(out, { recursive: true, force: true });
  const median = (name, part) => samples[name].map((sample) => sample[part]).toSorted((a, b) => a - b)[Math.floor(rounds / 2)];
  table(`${title}: median of ${rounds} interleaved runs`, ['', 'wall s', `× ${names[0]}`, 'CPU s', 'peak RSS MB'], names.map((name) => [
    name, median(name, 'wall').toFixed(1), (median(name, 'wall') / median(names[0], 'wall')).toFixed(2), median(name, 'cpu').toFixed(1), Math.max(...samples[name].map(({ rss }) => rss)).toFixed(0),
  ]));
}

/** Wall and CPU of one process in seconds, and its peak of resident memory in MB, by what the kernel says of it (proc(5)). */
function measured([program, ...args], env) {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text) => { said = (said + text).slice(-2_000); });
    let [rss, cpu] = [0, 0];
    const look = setInterval(() => {
      try {
        rss = Math.max(rss, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024);
        const [user = 0, system = 0] = readFileSync(`/proc/${child.pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ').slice(11, 13).map(Number);
        cpu = (user + system) / 100;
      } catch {
        // It has just ended.
      }
    }, 50);
    child.once('error', reject);
    child.once('close', (code) => {
      clearInterval(look);
      if (code === 0) resolve({ wall: (performance.now() - begun) / 1_000, cpu, rss });
      else reject(new Error(`${program} ended with ${code}: ${said}`));
    });
  });
}

function must(command, args, options) {
  const done = spawnSync(command, args, { encoding: 'utf8', ...options });
  if (done.status !== 0) throw new Error(`${command} ${args.at(-1)}: ${done.error?.message ?? String(done.stderr ?? '').slice(-300)}`);
  return done;
}
