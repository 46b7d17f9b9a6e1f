import { isIP } from 'node:net';
import { consumerOf } from '../consumers/consumers.ts';
import type { Consumer } from '../consumers/consumer.ts';
import { recogniseHost } from '../providers/recognise-host.ts';
import { effectiveEndpoint, type Accepted } from './effective-endpoint.ts';
import { meantBy, problemsOfBucket, problemsOfKind, problemsOfRegion, problemsOfRegionText, problemsOfStyle, problemsOfText, type Meant } from './find-problems.ts';
import type { EffectiveEndpoint, EndpointJudgement, EndpointQuestion, Problem, Repair } from './judgement.ts';
import { parseEndpoint } from './parse-endpoint.ts';
import { providerOfScheme, readUri } from './read-uri.ts';
import { predictTls } from './predict-tls.ts';
import { proposeRepair } from './propose-repair.ts';

/**
 * Pure: whether this program reaches this bucket with what it was told, what is wrong, where its requests go, and what to
 * configure. `uri` and `bucket` may both be given; `endpoint` is taken exactly as it is configured.
 */
export function judgeEndpoint(question: EndpointQuestion): EndpointJudgement {
  const judged = judgeAsGiven(question);
  if (!judged.problems.some(({ effect }) => effect === 'fails')) return judged;
  const repair = proposeRepair(question, judged.problems, judgeAsGiven);
  return { ...judged, ...(repair === undefined ? {} : { repair }) };
}

/** Pure: what to configure so that this program reaches this bucket; `undefined`: it does, or only a guess would help. */
export const repairEndpoint = (question: EndpointQuestion): Repair | undefined => judgeEndpoint(question).repair;

/** Everything but the repair, which is judged by this in its turn. */
function judgeAsGiven(question: EndpointQuestion): EndpointJudgement {
  const judged = judgePlace(question);
  const { region = '' } = question;
  const consumer = consumerOf(question.consumer);
  const [refused] = problemsOfRegionText(region, consumer);
  if (refused === undefined) return judged;
  // It contacts nobody, and what the region contradicts is the same trouble.
  const { effective: _, problems, refusal = consumer.refusesRegion?.(region) ?? '', ...rest } = judged;
  return { ...rest, verdict: 'fails', refusal, problems: [...problems.filter(({ id }) => id !== 'region-mismatch' && id !== 'unknown-region'), refused] };
}

function judgePlace(question: EndpointQuestion): EndpointJudgement {
  const consumer = consumerOf(question.consumer);
  const uri = question.uri === undefined ? undefined : readUri(question.uri);
  const bucket = [question.bucket, uri?.bucket].find((name) => name !== undefined && name !== '');
  const contradiction: readonly Problem[] = question.bucket !== undefined && uri !== undefined && uri.bucket !== '' && question.bucket !== uri.bucket
    ? [{ id: 'contradicting-buckets', effect: 'fails', reason: 'uri', found: question.bucket, expected: uri.bucket }] : [];
  const base = { consumer: consumer.id, consumerName: consumer.name, ...(bucket === undefined ? {} : { bucket }) };
  const { endpoint } = question;
  if (endpoint === undefined || (endpoint.trim() === '' && consumer.emptyIsUnset === true)) return { ...base, ...judgeUnset(question, consumer, bucket, uri?.scheme, contradiction) };

  const parsed = parseEndpoint(endpoint);
  // Without a user name and password: they belong in no URL, and what is read comes to be shown.
  const reading = consumer.read(parsed.given);
  const meant = meantBy(parsed, bucket);
  const goesTo = (read: Accepted): Omit<EffectiveEndpoint, 'tls'> => effectiveEndpoint(consumer.styleOf, read, bucket, question.style, true);
  const effective = reading.outcome === 'accepted' ? withTls(goesTo(reading)) : undefined;
  const style = (effective ?? goesTo({ outcome: 'accepted', scheme: parsed.scheme ?? 'https', host: parsed.host, port: parsed.port, path: parsed.path })).style;
  const problems = [
    ...problemsOfText(parsed, reading, consumer), ...contradiction, ...problemsOfBucket(meant, bucket), ...problemsOfKind(meant, reading, consumer),
    ...problemsOfRegion(meant, question, consumer), ...problemsOfStyle(meant, bucket, style), ...problemsOfScheme(meant, effective?.scheme),
  ];
  const known = meant.recognised;
  return {
    ...base, endpoint: parsed.given, verdict: verdictOf(problems, known !== undefined), problems,
    ...(reading.outcome === 'refused' ? { refusal: reading.words } : {}),
    ...(effective === undefined ? {} : { effective }),
    ...(known === undefined ? {} : { provider: { id: known.provider.id, kind: known.form.kind, ...(known.region === undefined ? {} : { region: known.region }) } }),
  };
}

const withTls = (to: Omit<EffectiveEndpoint, 'tls'>): EffectiveEndpoint => ({ ...to, tls: predictTls(to.scheme, to.host) });

type Rest = Omit<EndpointJudgement, 'consumer' | 'consumerName' | 'bucket'>;

function judgeUnset({ region, style }: EndpointQuestion, consumer: Consumer, bucket: string | undefined, scheme: string | undefined, contradiction: readonly Problem[]): Rest {
  const wanted = region === '' ? undefined : region;
  const unset = consumer.unset(wanted);
  if ('words' in unset) return { verdict: 'fails', refusal: unset.words, problems: [{ id: 'endpoint-not-set', effect: 'fails', reason: 'refused', found: unset.words, expected: '' }, ...contradiction] };
  const reading: Accepted = { outcome: 'accepted', scheme: 'https', host: unset.host, port: undefined, path: '' };
  const effective = withTls(effectiveEndpoint(consumer.styleOf, reading, bucket, style, false));
  const recognised = recogniseHost(unset.host);
  const meantProvider = scheme === undefined ? undefined : providerOfScheme[scheme];
  const elsewhere: readonly Problem[] = meantProvider !== undefined && recognised?.provider.id !== meantProvider
    ? [{ id: 'endpoint-not-set', effect: 'fails', reason: 'elsewhere', found: effective.host, expected: '' }] : [];
  const problems = [...elsewhere, ...contradiction, ...(recognised?.unknownRegion && elsewhere.length === 0 ? [{ id: 'unknown-region', effect: 'warns', reason: 'unknown', found: recognised.region ?? '', expected: '' } as const] : [])];
  return {
    verdict: verdictOf(problems, true), problems, effective,
    ...(recognised === undefined ? {} : { provider: { id: recognised.provider.id, kind: recognised.form.kind, ...(recognised.region === undefined ? {} : { region: recognised.region }) } }),
  };
}

function problemsOfScheme({ recognised, parsed: { host } }: Meant, scheme: 'https' | 'http' | undefined): readonly Problem[] {
  return scheme === 'http' && recognised !== undefined && recognised.form.internal !== true && isIP(host) === 0 ? [{ id: 'plain-http', effect: 'warns', reason: 'http', found: host, expected: '' }] : [];
}

const verdictOf = (problems: readonly Problem[], known: boolean): EndpointJudgement['verdict'] =>
  (problems.some(({ effect }) => effect === 'fails') ? 'fails' : problems.length > 0 ? 'warns' : known ? 'works' : 'unjudged');
