import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commands } from '../src/commands.ts';
import { standardPlugins, withInstalled } from '../src/plugins.ts';
import { usageOf } from '../src/usage.ts';
import { culprit } from './culprit.ts';

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'culprit-cli-'));
});
afterAll(() => rm(directory, { recursive: true }));

test('--version prints the version of the package and nothing else', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  expect(await culprit(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  expect(await culprit(['-V'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  expect(await culprit(['--lang', 'zh-CN', '--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test('without arguments it says what to type', async () => {
  const { code, stdout, stderr } = await culprit([]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('culprit https://example.com');
});

/** Arguments, and what must be said about them in each language. */
const misuses: readonly (readonly [string, readonly string[], RegExp, RegExp])[] = [
  ['options without a target', ['--verbose'], /There is no target/, /没有给出目标/],
  ['nonsense', ['ht!tp:||x'], /can't be examined|no host name/, /无法检查/],
  ['an unknown option', ['https://x.test', '--verbos'], /no option --verbos\. Did you mean --verbose\?/, /没有选项 --verbos。是否想写 --verbose/],
  ['an unknown option that is like none', ['https://x.test', '--qqqqqqqq'], /no option --qqqqqqqq/, /没有选项 --qqqqqqqq/],
  ['a mistyped command', ['explian', 'x'], /no command explian\. Did you mean explain\?/, /没有命令 explian。是否想写 explain/],
  ['an option without its value', ['https://x.test', '--depth'], /--depth needs a value: --depth <quick\|full>/, /--depth 需要一个值/],
  ['another option where a value belongs', ['https://x.test', '--output', '--verbose'], /--output needs a value/, /--output 需要一个值/],
  ['a value for an option that takes none', ['https://x.test', '--offline=no'], /takes no value.*--no-offline/, /不接受值.*--no-offline/],
  ['a value out of its range', ['https://x.test', '--timeout', '1ms'], /--timeout "1ms" is wrong: it must be .* from 100ms to 1h/, /--timeout "1ms" 有误：应为时长/],
  ['a status code that is none', ['https://x.test', '--expect-status', '200,9'], /--expect-status 9 is wrong.*from 100 to 599/, /--expect-status 9 有误/],
  ['an unknown format', ['https://x.test', '--format', 'jsn'], /must be one of human, json/, /应为 human、json/],
  ['an unknown check', ['https://x.test', '--only', 'network/nmae-resolution'], /no check network\/nmae-resolution/, /没有名为 network\/nmae-resolution 的检查项/],
  ['port 70000', ['x.test:70000'], /70000.*between 1 and 65535/, /70000.*1 到 65535/],
  ['user-info in a URL', ['https://user:hunter2@x.test/'], /refused/, /不予接受/],
  ['user-info in a proxy', ['https://x.test', '--proxy', 'http://user:hunter2@p.test:1'], /--proxy-credential env:NAME/, /--proxy-credential env:NAME/],
  ['a proxy that is none', ['https://x.test', '--proxy', 'ftp://p'], /--proxy "ftp:\/\/p" is wrong/, /--proxy "ftp:\/\/p" 有误/],
  ['a resolver that is a name', ['https://x.test', '--resolver', 'dns.test'], /--resolver "dns.test" is wrong/, /--resolver "dns.test" 有误/],
  ['a resolver over TLS that is a name', ['https://x.test', '--resolver', 'tls://dns.test'], /--resolver "tls:\/\/dns.test" is wrong/, /--resolver "tls:\/\/dns.test" 有误/],
  ['a way around without a port', ['https://x.test', '--connect-to', '127.0.0.1'], /--connect-to "127.0.0.1" is wrong/, /--connect-to "127.0.0.1" 有误/],
  ['a credential in a header', ['https://x.test', '--header', 'Authorization: Bearer hunter2'], /Authorization looks like a credential.*'Authorization: Bearer env:NAME'/, /Authorization 看起来是凭据.*'Authorization: Bearer env:NAME'/],
  ['a credential under another name', ['https://x.test', '--header', 'X-Custom: Bearer hunter2'], /X-Custom looks like a credential.*'X-Custom: env:NAME'/, /X-Custom 看起来是凭据.*'X-Custom: env:NAME'/],
  ['a header that is none', ['https://x.test', '--header', 'hunter2'], /no header field/, /不是合法的请求头/],
  ['a header with a line break', ['https://x.test', '--header', 'X-A: b\r\nX-hunter2: d'], /no header field/, /不是合法的请求头/],
  ['a literal secret', ['https://x.test', '--proxy-credential', 'user:hunter2'], /--proxy-credential refers to a secret/, /--proxy-credential 只接受密钥引用/],
  ['a missing CA file', ['https://x.test', '--ca', '/nonexistent.pem'], /--ca \/nonexistent\.pem can't be read: there is no such file/, /无法读取 --ca \/nonexistent\.pem：文件不存在/],
  ['a CA file without a certificate', ['https://x.test', '--ca', import.meta.filename], /holds no PEM block of a certificate/, /没有 PEM 格式的证书/],
  ['a key without its certificate', ['https://x.test', '--key', '/k.pem'], /add --cert/, /--cert/],
  ['a missing list of targets', ['--targets', '/nonexistent'], /can't be read/, /无法读取/],
  ['an output that can\'t be written', ['https://x.test', '--output', '/dev/null/report.json'], /can't be written/, /无法写入/],
  ['a missing config', ['https://x.test', '--config', '/proc/nowhere/culprit.config.yaml'], /There is no config/, /不存在/],
  ['an unknown plugin', ['https://x.test', '--plugin', 'culprit-plugin-none'], /npm install culprit-plugin-none/, /npm install culprit-plugin-none/],
  ['a scheme that nobody reads', ['gopher://x'], /no plugin here reads gopher:\/\//, /都不识别 gopher:\/\//],
  ['a list of something unknown', ['list', 'cheks'], /Did you mean checks\?/, /是否想写 checks/],
  ['an unknown id', ['show', 'network/nothing-of-the-kind-at-all'], /There is no check or cause/, /没有标识为/],
  ['a run without a config', ['run'], /There is no culprit\.config/, /没有 culprit\.config/],
  ['one report to compare', ['diff', 'one.json'], /Two reports or bundles are compared/, /需要两份报告/],
  ['a file that is no report', ['diff', import.meta.filename, import.meta.filename], /is no report of Culprit/, /不是 Culprit 的报告/],
  ['an unknown shell', ['completion', 'tcsh'], /bash, zsh or fish/, /bash（或 zsh、fish）/],
];

test.for(misuses)('%s is refused with 2, in both languages, without a stack trace or a secret', async ([, args, en, zh]) => {
  const [english, chinese] = await Promise.all([culprit(args, { cwd: directory }), culprit([...args, '--lang', 'zh-CN'], { cwd: directory })]);
  for (const { code, stdout, stderr } of [english, chinese]) {
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toMatch(/^\s+at |hunter2|undefined/m);
  }
  expect(english.stderr).toMatch(en);
  expect(chinese.stderr).toMatch(zh);
});

test('a config that is wrong is refused with the line', async () => {
  await writeFile(join(directory, 'bad.yaml'), 'targets: []\nplugin: []\n');
  const { code, stderr } = await culprit(['https://x.test', '--config', 'bad.yaml'], { cwd: directory });
  expect(code).toBe(2);
  expect(stderr).toMatch(/bad\.yaml is wrong:\n {2}line 2: plugin is unknown, did you mean plugins\?/);
});

test('the language comes from the environment where no option says it', async () => {
  const { stderr } = await culprit([], { env: { LC_ALL: 'zh_CN.UTF-8' } });
  expect(stderr).toContain('检查网址');
  expect((await culprit([], { env: { LC_ALL: 'en_US.UTF-8', LANG: 'zh_CN.UTF-8' } })).stderr).toContain('examine a URL');
});

test('every command has help in both languages', async () => {
  const standard = await standardPlugins(undefined, []);
  const entries = [...commands, ...(await withInstalled(standard)).flatMap((plugin) => plugin.commands)];
  const names = entries.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['examine', 'run', 'explain', 'plan', 'list', 'show', 'schema', 'diff', 'completion', 'help', 'vault set', 'mirror select']));
  for (const { name, load } of entries) {
    const command = await load();
    expect(usageOf(command, 'en')).toContain(`Usage  culprit ${name}`);
    expect(usageOf(command, 'zh-CN')).toContain(`用法  culprit ${name}`);
  }
});

test('the first word of a group of commands is no host: it shows the group, and what is not in it is said', async () => {
  const [alone, asked, unknown] = await Promise.all([culprit(['vault']), culprit(['vault', '--help', '--lang', 'zh-CN']), culprit(['key', 'frobnicate'])]);
  expect([alone.code, asked.code, unknown.code]).toEqual([0, 0, 2]);
  expect(alone.stdout).toContain('vault rotate');
  expect(alone.stdout).not.toContain('key check');
  expect(asked.stdout).toContain('vault rotate');
  expect(unknown.stderr).toContain('There is no command key frobnicate. Known: key check, key compare, key generate, key verify.');
});

test('help is asked for by a command or by an option', async () => {
  expect((await culprit(['help', 'vault', 'set'])).stdout).toContain('Usage  culprit vault set');
  const ofVaults = (await culprit(['help', 'vault'])).stdout;
  expect(ofVaults).toContain('  vault rotate');
  expect(ofVaults).not.toContain('  mirror select');
  expect((await culprit(['vault', 'set', '--help', '--lang', 'zh-CN'])).stdout).toContain('用法  culprit vault set');
});
