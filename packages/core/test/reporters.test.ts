import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reporters, type ReporterOptions } from '../src/reporters/index.ts';
import type { Report } from '../src/report.ts';
import { locales, run } from '../src/index.ts';
import { widthOf } from '../src/reporters/display-width.ts';
import { healthy, hostile, hostileText, incompleteChain, several } from './reporters-samples.ts';
import { doorPlugin } from './sample-plugin.ts';

const plain: ReporterOptions = { locale: 'en', color: false, columns: 90, verbose: false };
const render = async (id: string, report: Report, options: Partial<ReporterOptions> = {}): Promise<string> => {
  const load = reporters[id];
  if (load === undefined) throw new Error(`no reporter ${id}`);
  return (await load()).render(report, { ...plain, ...options });
};
const ids = Object.keys(reporters);

describe('every reporter', () => {
  test.each(ids)('%s has its own id, a media type, and ends with a newline', async (id) => {
    const reporter = await reporters[id]?.();
    expect(reporter?.id).toBe(id);
    expect(reporter?.mediaType).toMatch(/^(?:text|application)\//);
    for (const locale of locales) for (const report of [healthy, incompleteChain, several, hostile]) expect(await render(id, report, { locale })).toMatch(/[^\n]\n$/);
  });

  test.each(ids)('%s lets no control character through', async (id) => {
    for (const locale of locales) {
      expect(await render(id, hostile, { locale, verbose: true })).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
    }
  });

  test.each(ids)('%s takes any text in any parameter', async (id) => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
      const report = { ...incompleteChain, diagnoses: incompleteChain.diagnoses.map((diagnosis) => ({ ...diagnosis, params: { ...diagnosis.params, issuer: text, url: text } })) };
      const output = await render(id, report, { verbose: true });
      expect(output).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E]/u);
    }), { numRuns: 50 });
  });

  test.each(ids)('%s survives a report without targets, and one whose texts are missing', async (id) => {
    const bare: Report = { ...healthy, targets: [], findings: [], evidence: [], context: {} };
    expect(await render(id, bare)).not.toMatch(/✓ healthy/);
    expect(await render(id, { ...incompleteChain, texts: {} })).toContain('certificate/incomplete-chain');
  });
});

describe('human', () => {
  test('shows a healthy target in a line of context, one a layer and one verdict', async () => {
    expect(await render('human', healthy)).toBe([
      'https://example.com/  from Linux 6.1 · Node 24.21.0 · no proxy',
      '  ✓ name         2 addresses                                                         12 ms',
      '  ✓ connection   Port 443 is open on 93.184.215.14                                   31 ms',
      '  ✓ tls          The handshake was completed with TLSv1.3                            60 ms',
      '  ✓ certificate  The chain is complete, issued by R11 · Valid for 41 more days',
      '  ✓ http         The answer is 200                                                  108 ms',
      '✓ healthy · 213 ms · quick look', '',
    ].join('\n'));
  });

  test('shows the cause, its proof, what it is not, what is open and what to do', async () => {
    const text = await render('human', incompleteChain);
    for (const line of [
      '  ✗ certificate  The server sends 1 certificate; its issuer “R11” is missing',
      '  – http         not reached',
      '  CAUSE   The server does not send its intermediate certificate “R11”',
      '          example.com:443 · owner: the service · certain · certificate/incomplete-chain',
      '          seen in e3 network/tls-handshake, e4 certificate/issuer-download',
      '  NOT     · the clock of this machine is off by 0.3 s only (network/clock-skew)',
      '  FIX     operator: Send the full chain  [tested]',
      '            2. Reload the server: nginx -s reload',
      '          you: Trust the intermediate meanwhile  [untested]',
      '            NODE_EXTRA_CA_CERTS=./with-r11.pem',
      '  NOTICE  The certificate expires in 6 days',
      '✗ 1 cause · 1 notice · 1 question unanswered · 412 ms',
    ]) expect(text.split('\n')).toContain(line);
    for (const heading of ['WHY', 'OPEN', 'ALSO', 'NOTE', 'UNSEEN']) expect(text).toMatch(new RegExp(`^  ${heading} `, 'm'));
  });

  test('speaks Chinese throughout', async () => {
    const lines = (await render('human', incompleteChain, { locale: 'zh-CN' })).split('\n');
    for (const line of [
      '  ✗ 证书  服务器只发送了 1 张证书，缺少签发者“R11”', '  – HTTP  未到达', '  原因    服务器没有发送中间证书“R11”', '  处理    服务方：发送完整的证书链  [已验证有效]',
      '✗ 1 个原因 · 1 条提醒 · 1 个问题没有答案 · 412 ms',
    ]) expect(lines).toContain(line);
    expect(lines.join('\n')).not.toMatch(/\b(?:CAUSE|WHY|FIX|owner|tested|healthy|from)\b/);
  });

  test('shows several targets by a line each and the layers of those that are not healthy', async () => {
    const lines = (await render('human', several, { columns: 100 })).split('\n');
    expect(lines).toContain('  ✓ database (db.internal:5432)  healthy');
    expect(lines).toContain('  ? intranet                     undecided');
    expect(lines).toContain('      ? name  The name intranet was not asked for: the run is offline');
    expect(lines).toContain('  HITS    https://example.com/');
    expect(lines.at(-2)).toBe('✗ 1 cause · 2 of 3 targets not healthy · 1 notice · 2 questions unanswered · 412 ms');
  });

  test('never calls an interrupted run healthy', async () => {
    const text = await render('human', { ...healthy, interrupted: true, exitCode: 130 });
    expect(text).toContain('? undecided');
    expect(text).toContain('Interrupted');
    expect(text).not.toContain('healthy');
  });

  test('calls a failure without a settled cause a fault', async () => {
    const [first] = incompleteChain.diagnoses;
    const report: Report = { ...incompleteChain, diagnoses: first === undefined ? [] : [{ ...first, claimed: false, cause: 'certificate/chain#incomplete', text: 'certificate/chain#incomplete' }] };
    const text = await render('human', report);
    expect(text).toMatch(/^ {2}FAULT {3}The server sends 1 certificate/m);
    expect(text).toContain('no cause established');
    expect(text).not.toContain('certain ·');
  });

  test('with verbose adds every finding and all evidence', async () => {
    const text = await render('human', incompleteChain, { verbose: true });
    for (const { id } of incompleteChain.findings) expect(text).toContain(id);
    for (const { fact } of incompleteChain.evidence) expect(text).toContain(fact);
    expect(text).toContain('could not be asked because of e3');
  });

  test('uses colours only when it may, and they change nothing else', async () => {
    const colored = await render('human', incompleteChain, { color: true });
    expect(colored).toContain('\u001B[31m');
    expect(colored.replaceAll(/\u001B\[\d+m/g, '')).toBe(await render('human', incompleteChain));
  });

  test.each([32, 40, 46, 63, 64, 80, 100, 200])('keeps every line within %i columns', async (columns) => {
    const lines: string[] = [];
    for (const locale of locales) for (const report of [healthy, incompleteChain, several]) lines.push(...(await render('human', report, { locale, columns })).split('\n'));
    // What somebody copies from the steps stays in one piece.
    const breakable = lines.filter((line) => !/NODE_EXTRA_CA_CERTS|http:\/\/r11/.test(line));
    expect(breakable.filter((line) => widthOf(line) > Math.min(columns, 100))).toEqual([]);
  });

  test('a hostile text forges no line', async () => {
    const text = await render('human', hostile);
    expect(text).not.toMatch(/^✓ healthy/m);
    expect(text).toContain('\\u{1b}[2J');
  });

  test('reads the report of a real run', async () => {
    const plugin = doorPlugin({ open: new Set(['a', 'b/back']), log: [] });
    const report = await run({ plugins: [plugin], targets: ['a', 'b'].map((name) => plugin.door.of({ name })) }, { context: { platform: 'Linux' } });
    const lines = (await render('human', report)).split('\n');
    expect(lines).toContain('  ✓ a  healthy');
    expect(lines).toContain('  ✗ b  The front door of b is stuck');
    expect(lines).toContain('  FIX     you: Go round  [tested]');
    expect(lines).toContain('            Use the back door of b.');
    expect(lines).toContain('  NOT     · The back door answers (doors/nobody-home)');
  });
});

describe('json and ndjson', () => {
  test('json is the report', async () => expect(JSON.parse(await render('json', hostile))).toEqual(hostile));

  test('ndjson has one object a line, with messages', async () => {
    const lines = (await render('ndjson', incompleteChain, { locale: 'zh-CN' })).trimEnd().split('\n').map((line) => JSON.parse(line) as { type: string; message?: string; title?: string });
    expect(new Set(lines.map(({ type }) => type))).toEqual(new Set(['run', 'target', 'evidence', 'finding', 'diagnosis', 'note', 'finished']));
    expect(lines.find(({ type }) => type === 'diagnosis')?.title).toBe('服务器没有发送中间证书“R11”');
    expect(lines.at(-1)).toMatchObject({ type: 'finished', exitCode: 1 });
  });
});

describe('github', () => {
  test('makes one annotation a diagnosis', async () => {
    const lines = (await render('github', incompleteChain)).split('\n');
    expect(lines.map((line) => /^::(\w+)/.exec(line)?.[1])).toEqual(['error', 'warning', undefined, undefined]);
    expect(lines[0]).toContain('title=example.com%3A443%3A The server');
    expect(lines[0]).toContain('%0A  Reload the server: nginx -s reload');
  });
  test('escapes what a server sent', async () => {
    const lines = (await render('github', { ...hostile, findings: several.findings })).trimEnd().split('\n');
    expect(lines.filter((line) => line.startsWith('::'))).toHaveLength(lines.length - 1);
    expect(lines.every((line) => (line.match(/^::\w+ title=[^,:]*::/) !== null) || !line.startsWith('::'))).toBe(true);
    expect(await render('github', { ...healthy, bugs: [{ where: 'a', message: '100%\r\n::stop-commands::x' }] })).toContain('100%25 ::stop-commands::x');
  });
  test('notices a missing answer', async () => expect(await render('github', several)).toMatch(/^::notice title=intranet%3A undecided::The name intranet/m));
});

describe('markdown', () => {
  test('holds all that a ticket needs', async () => {
    const report = { ...incompleteChain, evidence: [...incompleteChain.evidence, ...healthy.evidence.slice(3).map((item) => ({ ...item, id: 'e9' }))] };
    const text = await render('markdown', report);
    for (const part of ['# The server does not send', '`https://example.com/`', '2026-11-22T08:00:00.000Z', 'Node 24.21.0', '| ✗ | certificate |', 'http://r11.i.lencr.org/', '"id":"e4"',
      '(`network/clock-skew`)', 'Send the full chain (tested)', '1. NODE_EXTRA_CA_CERTS=./with-r11.pem', '`x-request-id: req-7f3a`', '`cf-ray: 8f1-SJC`', '`@culprit/network` 0.1.0', '- `www.baidu.com`']) expect(text).toContain(part);
    expect(text).not.toContain('\\93');
  });
  test('leaves a server no markup, link, table cell, mention or code fence', async () => {
    const text = await render('markdown', hostile);
    const prose = text.replaceAll(/^(`{3,}).*\n[^]*?^\1$/gm, '').replaceAll(/(?<![`\\])(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, '').replaceAll('<!-- -->', '');
    expect(prose).not.toMatch(/(?<!\\)<(?!\/?(?:details|summary)>|https:)/);
    expect(prose).not.toMatch(/(?<!\\)\]\(javascript/);
    expect(text).not.toMatch(/(?<![`\w])@root(?!`)/);
    for (const row of text.split('\n').filter((line) => line.startsWith('|'))) expect(row.replaceAll('\\|', '').split('|')).toHaveLength(6);
  });
  test('a fence is longer than the backticks in it', async () => {
    const text = await render('markdown', { ...healthy, evidence: healthy.evidence.map((item) => (item.status === 'observed' ? { ...item, exhibit: '````' } : item)) }, { verbose: true });
    expect(text).toContain('`````json');
  });
});

describe('junit', () => {
  test('has a case per finding, and counts agree', async () => {
    const text = await render('junit', several);
    const count = (pattern: RegExp): number => [...text.matchAll(pattern)].length;
    expect(count(/<testcase /g)).toBe(several.findings.length);
    expect(count(/<failure /g)).toBe(1);
    expect(count(/<error /g)).toBe(1);
    expect(text).toMatch(/<testsuites name="culprit" tests="9" failures="1" errors="1"/);
    expect(text).toMatch(/<testsuite name="database" tests="1" failures="0" errors="0" skipped="0"/);
  });
  test('is well-formed whatever a server sent', async () => {
    const text = await render('junit', hostile);
    const open: string[] = [];
    for (const [, close, name = '', selfClosed] of text.replace(/^<\?.*\?>/, '').matchAll(/<(\/?)([a-z-]+)(?: [a-z]+="[^"<]*")*(\/?)>/g)) {
      if (close === '/') expect(open.pop()).toBe(name);
      else if (selfClosed !== '/') open.push(name);
    }
    expect(open).toEqual([]);
    expect(text).not.toMatch(/<script|\]\]>/);
    expect(text).not.toMatch(/&(?!amp;|lt;|gt;|quot;|apos;|#10;)/);
  });
});

describe('sarif', () => {
  test('has a rule and a result for each diagnosis, and open results', async () => {
    const log = JSON.parse(await render('sarif', several)) as { version: string; runs: { tool: { driver: { rules: { id: string }[] } }; results: { ruleId: string; ruleIndex: number; kind: string; level: string; partialFingerprints?: object }[]; invocations: { exitCode: number }[] }[] };
    const [first] = log.runs;
    expect(log.version).toBe('2.1.0');
    expect(first?.results.map(({ ruleId, kind, level }) => [ruleId, kind, level])).toEqual([
      ['certificate/incomplete-chain', 'fail', 'error'], ['certificate/validity-period#expiring', 'fail', 'warning'], ['network/name-resolution#not-asked', 'open', 'none'],
    ]);
    for (const result of first?.results ?? []) expect(first?.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
    expect(first?.results[0]?.partialFingerprints).toEqual({ 'culpritDiagnosis/v1': 'certificate/incomplete-chain@example.com:443' });
    expect(first?.invocations[0]?.exitCode).toBe(1);
  });
});

describe('prometheus', () => {
  test('has one line a series, each in the text format', async () => {
    for (const report of [healthy, several, hostile]) {
      const lines = (await render('prometheus', report)).trimEnd().split('\n');
      const series = lines.filter((line) => !line.startsWith('#'));
      for (const line of series) expect(line).toMatch(/^[a-z_]+(?:\{(?:[a-z_]+="(?:[^"\\\n]|\\["\\n])*",?)+\})? -?[\d.e+-]+$/);
      expect(new Set(series.map((line) => line.slice(0, line.lastIndexOf(' ')))).size).toBe(series.length);
    }
  });
  test('an unknown target is not healthy', async () => {
    const text = await render('prometheus', several);
    expect(text).toContain('culprit_target_state{target="intranet",state="healthy"} 0');
    expect(text).toContain('culprit_target_state{target="intranet",state="unknown"} 1');
    expect(text).toContain('culprit_diagnosis{cause="certificate/incomplete-chain",subject="example.com:443",owner="service",layer="identity",severity="critical",confidence="certain"} 1');
  });
});

test('the hostile sample is hostile', () => expect(hostileText).toContain('\u001B'));
