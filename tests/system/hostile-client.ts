// A process of its own for peers that would fill its memory: it examines something sound, then what it is given.
import certificate from '@culprit/certificate/manifest';
import { examineSituation, type Situation } from '@culprit/lab';
import network from '@culprit/network/manifest';

type Given = { readonly sound: Omit<Situation, typeof Symbol.asyncDispose>; readonly hostile: Omit<Situation, typeof Symbol.asyncDispose> };

const { sound, hostile } = JSON.parse(process.argv[2] ?? '') as Given;
const nothing = { [Symbol.asyncDispose]: async () => {} };
await examineSituation({ ...sound, ...nothing }, [network, certificate]);
const before = process.resourceUsage().maxRSS;
const { bugs, diagnoses, exitCode } = await examineSituation({ ...hostile, ...nothing }, [network, certificate]);
process.stdout.write(JSON.stringify({ bugs, exitCode, first: diagnoses[0]?.cause, grownKib: process.resourceUsage().maxRSS - before }));
// Whatever still holds the loop open is a socket or a timer that was left behind: the parent sees it by its own patience.
