import { answers } from './answers.ts';
import { names } from './names.ts';
import { redirects } from './redirects.ts';
import { transport } from './transport.ts';
import type { VerdictCase } from './verdict-case.ts';

/**
 * The fifty cases of OONI Probe's web connectivity quality tests as situations on loopback, each with our answer beside
 * theirs. What they expect stands in tests/data/expected-verdicts.tsv.
 */
export const verdictCases: readonly VerdictCase[] = [...names, ...transport, ...answers, ...redirects];
