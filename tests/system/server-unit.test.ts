import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startHttpServer } from '@culprit/lab';
import { expect, test } from 'vitest';
import { freePort, scratchFolder } from './daemon.ts';
import { apt, because, firstReason, program, root, searchPath, type Reason } from './requirements.ts';
import { runServer, serverEntry, setUp } from './running-server.ts';

const unit = fileURLToPath(new URL('../../apps/server/deploy/culprit-server.service', import.meta.url));
const settings: ReadonlyMap<string, string> = new Map(readFileSync(unit, 'utf8').split('\n').flatMap((line) => {
  const [, name, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
  return name === undefined || value === undefined ? [] : [[name, value] as const];
}));
/** As DynamicUser= gives one: nobody else's. */
const user = 61_184;

const verified = firstReason(apt('systemd'), program('systemd-analyze'));

test.skipIf(verified)(`systemd finds nothing wrong with the unit, and exposes little by it${because(verified)}`, () => {
  const analyze = (...args: readonly string[]): { readonly status: number | null; readonly said: string } => {
    const { status, stdout, stderr } = spawnSync('systemd-analyze', args, { encoding: 'utf8', env: { PATH: searchPath, LANG: 'C' } });
    return { status, said: `${stdout}${stderr}` };
  };
  expect(analyze('verify', unit)).toEqual({ status: 0, said: '' });
  // 10 is a service that may do anything; it has to be good for a server that only speaks.
  expect(analyze('security', '--offline=true', '--threshold=20', unit)).toMatchObject({ status: 0 });
});

/** What a user of no rights can't read can't be started by one. */
const readable = (): Reason => {
  for (let path = serverEntry; path !== dirname(path); path = dirname(path)) if ((statSync(path).mode & 0o005) === 0) return `others may not read ${path}`;
  return undefined;
};
const startable = firstReason(root, program('setpriv'), program('unshare'), program('mount'), readable);

test.skipIf(startable)(`what the unit starts, as its user and with nothing to write to but its state: watches, and stops in time with a look, a listener and a slow client underway${because(startable)}`, async () => {
  await using web = await startHttpServer({ routes: { '/': { body: 'fine' } } });
  const mute = createServer(() => { /* It takes the connection and says nothing. */ });
  const mutePort = await freePort();
  await new Promise<void>((resolve) => { mute.listen(mutePort, '127.0.0.1', resolve); });
  using folder = scratchFolder();
  folder.write('culprit.config.yaml', `watch: { defaults: { interval: 1s, timeout: 60s } }\ntargets: ['${web.url}/', 'http://127.0.0.1:${mutePort}/']\n`);
  const [state, bin] = [join(folder.path, 'state'), join(folder.path, 'bin')];
  mkdirSync(state);
  chownSync(state, user, user);
  chmodSync(state, Number.parseInt(settings.get('StateDirectoryMode') ?? '', 8));
  mkdirSync(bin);
  symlinkSync(serverEntry, join(bin, 'culprit-server'));
  const [program = '', ...args] = (settings.get('ExecStart') ?? '').split(' ').map((word) => word.replace('/etc/culprit/culprit.config.yaml', join(folder.path, 'culprit.config.yaml')).replace(':8090', ':0'));
  // ProtectSystem=strict, StateDirectory=, NoNewPrivileges=, CapabilityBoundingSet= and UMask=, as far as they can be had without systemd.
  const script = `for at in $(awk '$5 != "/proc" && $5 !~ "^/(proc|sys|dev)/" { print $5 }' /proc/self/mountinfo); do mount -o remount,bind,ro "$at" 2>/dev/null; done
mount --bind ${state} ${state} && mount -o remount,bind,rw ${state} && umask ${settings.get('UMask')} && exec setpriv --reuid=${user} --regid=${user} --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all "$@"`;
  const environment = Object.fromEntries((settings.get('Environment') ?? '').split(' ').map((pair) => pair.split('=') as [string, string]));
  await using server = runServer([program, ...args], {
    cwd: '/', command: ['unshare', '--mount', 'sh', '-c', script, 'sh'],
    env: { ...environment, STATE_DIRECTORY: state, HOME: '/', PATH: `${bin}:${dirname(process.execPath)}:${searchPath}` },
  });
  const { ask, call, url } = await setUp(server);
  await expect.poll(async () => (await ask<{ readonly up: number }>('/summary')).up, { timeout: 60_000 }).toBe(1);
  expect(readFileSync(`/proc/${server.child.pid}/status`, 'utf8')).toMatch(new RegExp(`^Uid:\\t${user}\\t[^]*^CapEff:\\t0+$[^]*^NoNewPrivs:\\t1$`, 'm'));
  for (const name of ['culprit.db', 'culprit.key']) expect([name, statSync(join(state, name)).mode & 0o777, statSync(join(state, name)).uid]).toEqual([name, 0o600, user]);
  expect(readFileSync(`/proc/${server.child.pid}/mountinfo`, 'utf8')).toMatch(/ \/ \/ ro[, ]/);

  const listener = await call('/events');
  expect(listener.status).toBe(200);
  const slow = fetch(`${url}/api/v1/set-up`, { method: 'POST', body: new ReadableStream({}), duplex: 'half' } as RequestInit).catch(() => undefined);
  server.child.kill('SIGTERM');
  // As systemd does with what has not ended by then.
  const late = setTimeout(() => server.child.kill('SIGKILL'), Number(settings.get('TimeoutStopSec')) * 1_000);
  expect(await server.ended()).toBe(0);
  clearTimeout(late);
  await listener.text().catch(() => undefined);
  await slow;
  mute.close();
}, 120_000);
