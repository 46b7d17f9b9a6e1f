import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createAuthority, httpHandler, startHttpServer, startTlsServer } from '@culprit/lab';
import { codeAt, defaultPolicy, readSecret, timeStep } from '@culprit/mfa';
import axe, { type AxeResults } from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort, scratchFolder, type ScratchFolder } from './daemon.ts';
import { apt, because, firstReason, program } from './requirements.ts';

const reason = firstReason(apt('chromium'), program('chromium'));
const [skip, why] = [reason !== undefined, because(reason)];
const password = 'correct horse battery';
/** Where pictures of every page go, for people to look at; nowhere by default. */
const pictures = process.env['CULPRIT_PICTURES'];

let server: ChildProcess;
let folder: ScratchFolder;
let browser: Browser;
let page: Page;
let origin: string;
let setUpUrl: string;
/** What no page may cause: errors in the console, exceptions, violations of the policy, dialogs. */
const complaints: string[] = [];
const undo = new AsyncDisposableStack();

beforeAll(async () => {
  if (skip) return;
  folder = scratchFolder();
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  server = spawn(process.execPath, [join(import.meta.dirname, '../../scripts/server.mjs'), '--listen', `127.0.0.1:${port}`, '--data', join(folder.path, 'data'), '--allow-outbound', '127.0.0.1', '--log-level', 'error'], {
    cwd: folder.path, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: '' },
  });
  let said = '';
  setUpUrl = await new Promise<string>((resolve, reject) => {
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const [found] = /http:\S+\/set-up#\S+/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
    server.once('exit', () => reject(new Error(said)));
  });
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'] });
  page = await newPage();
});

afterAll(async () => {
  if (skip) return;
  await browser.close();
  server.kill('SIGTERM');
  await once(server, 'exit');
  await undo.disposeAsync();
  folder[Symbol.dispose]();
});

async function newPage(locale = 'en-US'): Promise<Page> {
  const context = await browser.newContext({ locale, viewport: { width: 1280, height: 900 } });
  const made = await context.newPage();
  // A 401 is how the page learns that nobody is logged in; browsers write every such answer into the console.
  made.on('console', (message) => { if (message.type() === 'error' && !/status of 401/.test(message.text())) complaints.push(message.text()); });
  made.on('pageerror', (error) => complaints.push(String(error)));
  made.on('dialog', (dialog) => { complaints.push(dialog.message()); void dialog.dismiss(); });
  return made;
}

async function addTarget(address: string, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Culprit' }).click();
  await page.getByRole('link', { name: 'Add a target' }).click();
  await page.getByLabel('Address').fill(address);
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Watch it' }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

test.skipIf(skip)(`a first-time user reaches a working page with one target${why}`, async () => {
  const healthy = undo.use(await startHttpServer({ fallback: { body: 'ok' } }));
  await page.goto(setUpUrl);
  await page.getByLabel('Name').waitFor();
  expect(await judged(page, 'set-up')).toEqual([]);
  await page.getByLabel('Name').fill('mara');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Make the account' }).click();
  await addTarget(`http://127.0.0.1:${healthy.port}/`, 'shop');
  await page.getByRole('status').getByText('up', { exact: true }).waitFor();
  expect(page.url()).not.toContain('#');
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.getByRole('row', { name: /shop/ }).getByText('up', { exact: true }).waitFor();
  expect(complaints).toEqual([]);
});

test.skipIf(skip)(`markup in a certificate is shown as text${why}`, async () => {
  const authority = await createAuthority({ name: '<img src=x onerror=alert(1)>' });
  const leaf = await authority.issue({ names: ['127.0.0.1'] });
  const hostile = undo.use(await startTlsServer({ chain: leaf.chain, key: leaf.key, http: httpHandler({ fallback: { body: 'ok' } }) }));
  await addTarget(`https://127.0.0.1:${hostile.port}/`, 'hostile <b>name</b>');
  await page.getByRole('button', { name: 'Run now' }).click();
  await page.getByText('CAUSE', { exact: true }).waitFor();
  expect(await page.getByText('<img src=x onerror=alert(1)').count()).toBeGreaterThan(0);
  expect(await page.locator('main img, main b').count()).toBe(0);
  await page.getByRole('link', { name: 'Overview' }).click();
  expect(await page.locator('main img, main b').count()).toBe(0);
  expect(complaints).toEqual([]);
});

test.skipIf(skip)(`what fails, what recovered, what is paused and what several targets suffer from stand where they belong${why}`, async () => {
  const change = async (method: string, path: string, data: object): Promise<void> => {
    const answer = await page.request.fetch(`${origin}/api/v1${path}`, { method, data, headers: { origin } });
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
  };
  const watch = (url: string, name: string, more: object = {}): Promise<void> => change('POST', '/targets', { entry: { kind: 'http-resource', url, name }, intervalMs: 2_000, retries: 0, ...more });
  const refused = await freePort();
  const mood = { status: 503, body: 'away' };
  const moody = undo.use(await startHttpServer({ fallback: mood }));
  await watch(`http://127.0.0.1:${refused}/orders`, 'orders');
  await watch(`http://127.0.0.1:${refused}/payments/of-the-whole-region/without-any-blank-in-it-at-all/v2`, 'payments of the whole region, in every currency that anybody has');
  await watch(`http://127.0.0.1:${moody.port}/`, 'moody');
  await watch(`http://127.0.0.1:${moody.port}/left-alone`, 'left alone', { paused: true });
  await change('PUT', '/channels/nobody', { type: 'webhook', options: { url: 'env:CULPRIT_NO_SUCH_WEBHOOK' } });
  await change('PUT', '/heartbeats/backup', { name: 'Nightly backup', interval: '1d', grace: '1h' });
  await change('PUT', '/maintenance/window', { title: 'Backups', hours: { begin: '02:00', end: '03:00', timeZone: 'Asia/Shanghai', days: [6, 7] } });
  await change('POST', '/users', { name: 'ines', password, role: 'viewer' });
  await change('POST', '/tokens', { name: 'prometheus', scopes: ['metrics'] });
  await page.goto(`${origin}/incidents`);
  await page.getByRole('row', { name: /Nothing listens|refused/i }).getByRole('cell', { name: '2', exact: true }).waitFor();
  mood.status = 200;
  await page.goto(origin);
  await page.getByRole('row', { name: /^moody/ }).getByText('up', { exact: true }).waitFor();
  await page.getByRole('row', { name: /^left alone/ }).getByText('paused', { exact: true }).waitFor();
  await page.getByRole('row', { name: /^orders/ }).getByText('down', { exact: true }).waitFor();
  expect(complaints).toEqual([]);
});

/** Every page there is, with the targets and incidents that the tests before left. */
async function places(): Promise<readonly string[]> {
  const read = async <T>(path: string): Promise<readonly T[]> => ((await (await page.request.get(`${origin}/api/v1${path}`)).json()) as { readonly items: readonly T[] }).items;
  const ids = [...(await read<{ readonly id: string }>('/targets')).map(({ id }) => `/targets/${id}`), ...(await read<{ readonly id: string }>('/incidents')).map(({ id }) => `/incidents/${id}`)];
  return ['/', '/targets/new', ...ids, '/incidents', '/alerts', ...['account', 'tokens', 'maintenance', 'heartbeats', 'users', 'audit', 'server'].map((name) => `/settings/${name}`)];
}

/** Opens a page with everything that is folded away in it. */
async function open(on: Page, place: string): Promise<void> {
  await on.goto(`${origin}${place}`);
  await on.getByRole('heading', { level: 1 }).waitFor();
  await on.locator('main table, main form, main dl, main .faint').first().waitFor();
  await on.evaluate('for (const details of document.querySelectorAll("details")) details.open = true');
  await expect.poll(() => on.getByText(/Loading…|加载中…/).count()).toBe(0);
}

/** What is wrong with a page of somebody who is not logged in, at both widths. */
async function judged(on: Page, name: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const width of [375, 1_280]) {
    await on.setViewportSize({ width, height: 900 });
    found.push(...await tooWide(on, name, width), ...await brokenRules(on, name, String(width)));
    await picture(on, `${width}-${name}`);
  }
  return found;
}

async function tooWide(on: Page, place: string, width: number): Promise<readonly string[]> {
  const wide = Number(await on.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'));
  return wide > 0 ? [`${place} at ${width}: ${wide} px too wide`] : [];
}

async function picture(on: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await on.screenshot({ path: join(pictures, `${name.replaceAll('/', '_').slice(0, 50)}.png`), fullPage: true });
}

async function brokenRules(on: Page, place: string, how: string): Promise<readonly string[]> {
  await on.evaluate(axe.source);
  const { violations } = await on.evaluate<AxeResults>('axe.run(document)');
  return violations.map(({ id, nodes }) => `${place} at ${how}: ${id}: ${nodes[0]?.html ?? ''}`);
}

test.skipIf(skip)(`no page is wider than a phone or leaves an accessibility rule broken, in either language and scheme${why}`, async () => {
  const found: string[] = [];
  for (const [locale, width, colorScheme] of [['en', 375, 'light'], ['zh-CN', 375, 'dark'], ['en', 1_280, 'dark'], ['zh-CN', 1_280, 'light']] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await page.evaluate(`localStorage.setItem('culprit-locale', '${locale}')`);
    for (const place of await places()) {
      await open(page, place);
      found.push(...await tooWide(page, place, width));
      // The rules look at one screen of each width in one language: they are slow, and what they judge is the same in the other.
      if (locale === 'en') found.push(...await brokenRules(page, place, `${width} ${colorScheme}`));
      await picture(page, `${width}-${locale}-${place}`);
    }
  }
  expect(found).toEqual([]);
  expect(complaints).toEqual([]);
}, 600_000);

test.skipIf(skip)(`the tab key reaches every control of every page${why}`, async () => {
  await page.setViewportSize({ width: 1_280, height: 900 });
  await page.evaluate('localStorage.setItem("culprit-locale", "en")');
  for (const place of await places()) {
    await open(page, place);
    const wanted = Number(await page.evaluate(`{
      const controls = [...document.querySelectorAll('a[href], button, input, select, summary')].filter((control) => control.checkVisibility() && !control.matches(':disabled'));
      for (const [index, control] of controls.entries()) control.setAttribute('data-order', String(index));
      controls.length;
    }`));
    const reached = new Set<string>();
    for (let presses = 0; presses < wanted * 2 + 40 && reached.size < wanted; presses++) {
      await page.keyboard.press('Tab');
      const order = await page.evaluate('document.activeElement?.getAttribute("data-order")');
      if (typeof order === 'string') reached.add(order);
    }
    expect([place, reached.size]).toEqual([place, wanted]);
  }
}, 300_000);

test.skipIf(skip)(`the language of the browser is spoken, and who logs out logs in again${why}`, async () => {
  const other = await newPage('zh-CN');
  await other.goto(origin);
  await other.getByLabel('用户名').waitFor();
  expect(await judged(other, 'log-in')).toEqual([]);
  await other.getByLabel('用户名').fill('mara');
  await other.getByLabel('密码').fill('not the password');
  await other.getByRole('button', { name: '登录' }).click();
  await other.getByRole('alert').getByText('用户名或密码错误。').waitFor();
  await other.getByLabel('密码').fill(password);
  await other.getByRole('button', { name: '登录' }).click();
  await other.getByRole('row', { name: /shop/ }).getByText('正常', { exact: true }).waitFor();
  await other.getByRole('button', { name: '退出' }).click();
  await other.getByRole('heading', { name: '登录' }).waitFor();
  expect(await other.locator('html').getAttribute('lang')).toBe('zh-CN');
});

test.skipIf(skip)(`rules and maintenance are set by forms${why}`, async () => {
  await page.goto(`${origin}/alerts`);
  await page.getByText('Add a rule').click();
  await page.getByLabel('Type').first().selectOption('latency');
  await page.getByLabel('Its name').first().fill('slow');
  await page.getByLabel('A look that takes longer is slow').fill('2s');
  await page.getByRole('button', { name: 'Save' }).first().click();
  await page.getByRole('row', { name: /slow.*2000 ms/ }).waitFor();
  await page.getByRole('row', { name: /^certificates/ }).getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('alert').getByText(/stands in the config file/).waitFor();
  await page.goto(`${origin}/settings/maintenance`);
  await page.getByText('Plan maintenance').click();
  await page.getByLabel('Its name').fill('nightly');
  await page.getByLabel('When').selectOption('weekly');
  await page.getByLabel('Begin, HH:MM').fill('02:00');
  await page.getByLabel('End, HH:MM').fill('03:00');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('row', { name: /nightly.*02:00–03:00 UTC/ }).waitFor();
  expect(complaints.filter((complaint) => !/status of 404/.test(complaint))).toEqual([]);
});

test.skipIf(skip)(`a second factor is set up, and asked for${why}`, async () => {
  await page.goto(`${origin}/settings/account`);
  await page.locator('form', { hasText: 'Use one-time codes' }).getByLabel('Present password').fill(password);
  await page.getByRole('button', { name: 'Use one-time codes' }).click();
  const read = readSecret((await page.locator('main code').first().innerText()).replaceAll(/\s/g, ''));
  if (read.outcome !== 'read') throw new Error('the page shows no secret');
  const code = async (aheadMs: number): Promise<string> => codeAt(read.bytes, timeStep(Date.now() + aheadMs, defaultPolicy), defaultPolicy);
  await page.getByLabel('The code that it shows now').fill(await code(0));
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.locator('.codes code').first().waitFor();
  await page.getByLabel('Type one of them back').fill(await page.locator('.codes code').first().innerText());
  await page.getByRole('button', { name: 'Ask for codes from now on' }).click();
  await page.getByText(/A one-time code is asked for/).waitFor();
  const other = await newPage();
  await other.goto(origin);
  await other.getByLabel('Name').fill('mara');
  await other.getByLabel('Password').fill(password);
  await other.getByRole('button', { name: 'Log in' }).click();
  // A code is good once: the one of the next thirty seconds was not used yet.
  await other.getByLabel('One-time code').fill(await code(30_000));
  await other.getByRole('button', { name: 'Log in' }).click();
  await other.getByRole('heading', { name: 'Overview' }).waitFor();
  await other.getByRole('row', { name: /shop/ }).waitFor();
  expect(complaints.filter((complaint) => !/status of 404/.test(complaint))).toEqual([]);
});
