import { reporters } from '@culprit/core/reporters';
import { examineSituation, scenarios, type Situation } from '@culprit/lab';
import network from '@culprit/network/manifest';
import { describe, expect, test } from 'vitest';
import credential from '../src/manifest.ts';

type Case = { readonly name: string; readonly cause?: string; readonly start: () => Promise<Situation> };

const cases: readonly Case[] = scenarios.filter(({ plugins }) => plugins.every((name) => name === 'network' || name === 'credential') && plugins.includes('credential')).flatMap(({ id, cause, start, nearMiss }): readonly Case[] => [{ name: id, cause, start }, { name: `${id}, near miss`, ...nearMiss }]);

describe('every fault of a key or token is told from its neighbour, and no secret leaves the run', () => {
  test.for(cases)('$name', async ({ start, cause }) => {
    await using situation = await start();
    const report = await examineSituation(situation, [network, credential]);
    expect({ cause: report.diagnoses[0]?.cause, bugs: report.bugs, open: report.diagnoses[0] === undefined ? report.findings.filter(({ outcome }) => outcome === 'inconclusive') : [] }).toEqual({ cause, bugs: [], open: [] });
    for (const load of Object.values(reporters)) {
      const reporter = await load();
      const shown = reporter.render(report, { locale: 'zh-CN', color: false, columns: 120, verbose: true }) + reporter.render(report, { locale: 'en', color: false, columns: 120, verbose: true });
      for (const secret of Object.values(situation.secrets ?? {})) expect(shown).not.toContain(secret.replaceAll(/^["'\s]+|["'\s]+$/g, ''));
    }
  });
});
