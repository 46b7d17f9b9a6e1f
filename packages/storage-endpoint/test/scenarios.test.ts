import network from '@culprit/network/manifest';
import { examineSituation, scenarios, type Situation } from '@culprit/lab';
import { describe, expect, test } from 'vitest';
import manifest from '../src/manifest.ts';

type Case = { readonly name: string; readonly cause?: string; readonly start: () => Promise<Situation> };

const cases: readonly Case[] = scenarios.filter(({ id, plugins }) => id.startsWith('store-') && !plugins.includes('certificate') && plugins.includes('storage-endpoint'))
  .flatMap(({ id, cause, start, nearMiss }) => [{ name: id, cause, start }, { name: `${id}, near miss`, ...nearMiss }]);

describe('stores of the lab', () => {
  test.for(cases)('$name', async ({ cause = 'healthy', start }) => {
    await using situation = await start();
    const { diagnoses, bugs, evidence } = await examineSituation(situation, [network, manifest]);
    expect({ cause: diagnoses[0]?.cause ?? 'healthy', bugs }).toEqual({ cause, bugs: [] });
    const secrets = Object.values(situation.secrets ?? {}).filter((text) => text.length > 8);
    expect(secrets.filter((text) => JSON.stringify({ diagnoses, evidence }).includes(text))).toEqual([]);
  });
});
