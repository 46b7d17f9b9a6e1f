import certificate from '@culprit/certificate/manifest';
import credential from '@culprit/credential/manifest';
import { isToolError, type Locale, type Manifest } from '@culprit/core';
import { examineSituation, healthyScenarios, scenarios, type Situation } from '@culprit/lab';
import lab from '@culprit/lab/manifest';
import mfa from '@culprit/mfa/manifest';
import mirror from '@culprit/mirror/manifest';
import network from '@culprit/network/manifest';
import storageEndpoint from '@culprit/storage-endpoint/manifest';
import { describe, expect, test } from 'vitest';

type Case = { readonly name: string; readonly plugins?: readonly string[]; readonly alone?: boolean; readonly cause?: string; readonly start: () => Promise<Situation> };

const everyPlugin = [network, certificate, credential, mfa, mirror, storageEndpoint];

const cases: readonly Case[] = [
  // What is broken is found whatever else is installed; its neighbour is told with the plugins that it needs alone.
  ...scenarios.flatMap(({ id, plugins, alone = false, cause, start, nearMiss }): readonly Case[] => [{ name: id, alone, cause, start }, { name: `${id}, near miss`, plugins, alone, ...nearMiss }]),
  ...healthyScenarios.map(({ id, alone = false, start }): Case => ({ name: id, alone, start })),
];

type Verdict = {
  /** The first diagnosis; `healthy` where there is none. */
  readonly cause: string;
  readonly exitCode: number;
  readonly bugs: readonly unknown[];
  /** Everybody who was asked and does not live on loopback; names that nobody can have are asked for there. */
  readonly strangers: readonly string[];
};

async function examine({ start, plugins, alone }: Case): Promise<Verdict & { readonly failing: boolean }> {
  await using situation = await start();
  if (situation.env !== undefined && alone !== true) throw new Error('it sets variables of the process, and is not marked to run alone');
  const chosen = everyPlugin.filter(({ name }) => plugins?.includes(name.replace('@culprit/', '')) ?? true);
  const { diagnoses, findings, exitCode, bugs, thirdParties } = await examineSituation(situation, chosen);
  return {
    cause: diagnoses[0]?.cause ?? 'healthy', exitCode, bugs,
    strangers: thirdParties.filter((party) => !/^(127\.0\.0\.\d+|\[?::1\]?)(:\d+)?$|\.example$/.test(party)),
    failing: findings.some(({ outcome, severity }) => outcome === 'fail' && severity !== 'minor'),
  };
}

/** Warnings alone leave the exit code at 0. */
const expected = ({ cause = 'healthy' }: Case, failing: boolean): Verdict => ({ cause, exitCode: failing ? 1 : 0, bugs: [], strangers: [] });

describe('scenarios', () => {
  test.concurrent.for(cases.filter(({ alone }) => alone !== true))('$name', async (one) => {
    const { failing, ...verdict } = await examine(one);
    expect(verdict).toEqual(expected(one, failing));
  });
});

// The environment belongs to the process: nothing else may run meanwhile.
describe('scenarios with an environment', () => {
  test.for(cases.filter(({ alone }) => alone === true))('$name', async (one) => {
    const { failing, ...verdict } = await examine(one);
    expect(verdict).toEqual(expected(one, failing));
  });
});

test('every scenario has an id of its own', () => {
  const ids = [...scenarios, ...healthyScenarios].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('every scenario names the plugins that hold its causes', () => {
  const owners = ({ cause, nearMiss, plugins }: (typeof scenarios)[number]): readonly string[] => [cause, nearMiss.cause].flatMap((id) => (id === undefined ? [] : [id.split('/')[0] ?? ''])).filter((name) => !plugins.includes(name));
  expect(scenarios.filter((one) => owners(one).length > 0).map(({ id }) => id)).toEqual([]);
});

test('every cause that loopback can show is shown', () => {
  const shown = new Set(scenarios.map(({ cause }) => cause));
  const elsewhere = new Set([
    // The system's own resolv.conf and hosts, given to a namespace by tests/system/resolution.test.ts.
    'network/hosts-override', 'network/search-domain-completion',
    // The kernel's own refusals, shown in namespaces by tests/system/path.test.ts.
    'network/machine-offline', 'network/connection-forbidden', 'network/local-ports-exhausted',
    // A process that may open no more files can't load the program either: packages/network/test/local-limits.test.ts.
    'network/open-file-limit',
    // A process reads the store of its system once: packages/certificate/test/system-store.alone.test.ts.
    'certificate/system-store-not-used',
    // It takes a public authority, whose key nobody here has: packages/certificate/test/cases/path-causes.ts.
    'certificate/missing-sct',
    // Judged by what is configured, without a server: packages/storage-endpoint/test/examination.test.ts, causes.test.ts and dogecloud-commands.test.ts.
    ...'bucket-in-endpoint contradicting-buckets dogecloud-signing-mistake dotted-bucket doubled-scheme endpoint-not-set endpoint-with-scheme endpoint-without-scheme invalid-bucket-name malformed-endpoint malformed-region native-endpoint-for-s3-client not-a-data-endpoint path-in-endpoint path-style-needed region-mismatch s3-endpoint-for-native-client virtual-host-style-needed'.split(' ').map((name) => `storage-endpoint/${name}`),
    // Routers, which are namespaces in tests/system/route.test.ts.
    'network/route-delay', 'network/route-loss', 'network/route-loop', 'network/route-ends', 'network/own-network-route',
  ]);
  const causes = everyPlugin.flatMap(({ causes: own }) => own.map(({ id }) => id));
  expect(causes.filter((id) => !shown.has(id) && !elsewhere.has(id))).toEqual([]);
});

/** Runs `culprit demo` with these options. */
async function demo(options: { readonly [name: string]: unknown }, locale: Locale = 'en', plugins: readonly Manifest[] = everyPlugin): Promise<{ readonly exitCode: number; readonly screen: string }> {
  const command = await lab.commands.find(({ name }) => name === 'demo')?.load();
  let screen = '';
  const io = { stdin: process.stdin, stdout: (text: string) => void (screen += text), stderr: () => {}, color: false, interactive: false, columns: 100 };
  const exitCode = await command?.run({ positionals: [], options, locale, io, signal: new AbortController().signal, env: {}, plugins: [...plugins, lab] });
  return { exitCode: exitCode ?? 70, screen };
}

describe('the demo', () => {
  test('finds what it set up', async () => {
    const { exitCode, screen } = await demo({});
    expect(exitCode).toBe(0);
    expect(screen).toContain('7 of 7 as they were set up');
    expect(screen).toMatch(/^\$ HTTPS_PROXY=https:\/\/127\.0\.0\.1:\d+ culprit https:\/\/api\.shop\.example\/ --connect-to/m);
  });

  test('shows one scenario, in Chinese', async () => {
    const { exitCode, screen } = await demo({ scenario: ['port-refuses'] }, 'zh-CN');
    expect(exitCode).toBe(0);
    expect(screen).toContain('端口上没有任何服务在监听');
    expect(screen).toContain('与预设一致：network/connection-refused');
  });

  test('lists the scenarios without starting them', async () => {
    const { exitCode, screen } = await demo({ list: true });
    expect(exitCode).toBe(0);
    expect(screen.trimEnd().split('\n')).toHaveLength(scenarios.length + healthyScenarios.length);
  });

  test('says which plugins a scenario takes that are not here', async () => {
    const error = await demo({ scenario: ['placeholder-for-a-key'] }, 'en', [network]).catch((reason: unknown) => reason);
    expect(isToolError(error) && error.text.en).toContain('npm install @culprit/credential');
  });

  test('names the nearest scenario where one is unknown', async () => {
    const error = await demo({ scenario: ['port-refusse'] }).catch((reason: unknown) => reason);
    expect(isToolError(error) && error.text.en).toContain('Did you mean port-refuses');
  });
});
