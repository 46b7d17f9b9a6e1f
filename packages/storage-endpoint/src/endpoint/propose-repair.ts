import { consumerOf } from '../consumers/consumers.ts';
import type { Consumer } from '../consumers/consumer.ts';
import { servesData, speaksS3, type EndpointForm, type Provider, type Style } from '../providers/provider.ts';
import { providerOf } from '../providers/providers.ts';
import { fillHost } from '../providers/recognise-host.ts';
import { meantBy, regionMeant, type Meant } from './find-problems.ts';
import type { EndpointJudgement, EndpointQuestion, Problem, Repair } from './judgement.ts';
import { parseEndpoint } from './parse-endpoint.ts';
import { providerOfScheme, readUri } from './read-uri.ts';

/** A part that is not known, and what stands for it while the rest is judged. */
const open = /<[^>]+>/g;
const sample = 'any-0';

/**
 * Pure: what to configure instead, or `undefined` where that would be a guess: two buckets that contradict each other, a
 * provider without an endpoint for this program. What comes out was judged again and works.
 */
export function proposeRepair({ region: given, ...rest }: EndpointQuestion, problems: readonly Problem[], judge: (question: EndpointQuestion) => EndpointJudgement): Repair | undefined {
  if (problems.some(({ id }) => id === 'contradicting-buckets' || id === 'invalid-bucket-name')) return undefined;
  const wished = given === undefined ? undefined : regionMeant(given);
  const question = { ...rest, ...(wished === undefined ? {} : { region: wished }) };
  const consumer = consumerOf(question.consumer);
  const place = (question.endpoint ?? '').trim() === '' ? placeOfUri(question, consumer) : placeOfEndpoint(question, consumer);
  if (place === undefined) return undefined;
  const endpoint = consumer.writes === 'host' ? place.authority : `${place.scheme}://${place.authority}`;
  const region = place.region ?? question.region;
  const attempt = (style: Style | 'auto' | undefined): EndpointJudgement => judge({ ...question, endpoint: endpoint.replaceAll(open, sample), ...(region === undefined ? {} : { region }), style: style ?? 'auto' });
  const fails = (judged: EndpointJudgement): boolean => judged.problems.some(({ effect }) => effect === 'fails');
  // What is configured stays if it is right, then the program's own choice, then what the store takes.
  const styles: readonly (Style | 'auto' | undefined)[] = [question.style, undefined, ...place.styles];
  const style = styles.find((candidate) => !fails(attempt(candidate)));
  const judged = attempt(style);
  if (fails(judged) || judged.effective === undefined) return undefined;
  const wanted = { endpoint, region, style: style === 'auto' ? undefined : style };
  return {
    endpoint, exact: endpoint === endpoint.replaceAll(open, sample), effective: { ...judged.effective, host: judged.effective.host.replaceAll(sample, '<region>') }, settings: consumer.settings(wanted),
    ...(region === undefined ? {} : { region }), ...(wanted.style === undefined ? {} : { style: wanted.style }),
  };
}

type RepairedPlace = { readonly scheme: 'https' | 'http'; readonly authority: string; readonly region: string | undefined; readonly styles: readonly Style[] };

function placeOfEndpoint(question: EndpointQuestion, consumer: Consumer): RepairedPlace | undefined {
  const parsed = parseEndpoint(question.endpoint ?? '');
  const bucket = question.bucket ?? (question.uri === undefined ? undefined : readUri(question.uri)?.bucket);
  const meant = meantBy(parsed, bucket);
  if (parsed.host === '' || parsed.flaws.includes('invalid-host')) return undefined;
  const scheme = parsed.scheme ?? 'https';
  const port = parsed.port === undefined ? '' : `:${parsed.port}`;
  const form = formFor(meant, consumer);
  if (meant.recognised === undefined) {
    const host = meant.host.includes(':') ? `[${meant.host}]` : meant.host;
    const path = withoutBucket(parsed.path, bucket);
    return { scheme, authority: `${host}${port}${path === '' ? '' : `/${path}`}`, region: question.region, styles: ['virtual', 'path'] };
  }
  if (form === undefined) return undefined;
  const { region, host, parts } = meant.recognised;
  // The host says where the bucket is; the setting is what follows it.
  return { scheme, authority: `${form === meant.recognised.form && form.hosts === undefined && parts['bucket'] === undefined ? host : fillHost(form.host, parts)}${port}`, region: region ?? question.region, styles: form.addressing };
}

const withoutBucket = (path: string, bucket: string | undefined): string => (path === bucket ? '' : bucket !== undefined && path.startsWith(`${bucket}/`) ? path.slice(bucket.length + 1) : path);

function placeOfUri({ uri, region }: EndpointQuestion, consumer: Consumer): RepairedPlace | undefined {
  const provider = providerOf(providerOfScheme[(uri === undefined ? undefined : readUri(uri)?.scheme) ?? ''] ?? '');
  const form = provider === undefined ? undefined : siblings(provider, consumer).find(({ internal }) => internal !== true);
  if (form === undefined) return undefined;
  return { scheme: 'https', authority: fillHost(form.host, { region: region === '' ? undefined : region }), region: region === '' ? undefined : region, styles: form.addressing };
}

/** The forms of a provider that this program understands, plain ones first. */
function siblings(provider: Provider, { speaks }: Consumer): readonly EndpointForm[] {
  return provider.forms.filter((form) => servesData(form) && /^(?:s3|native)$/.test(form.kind) && (speaks === 's3' ? speaksS3(form) : form.signatures.includes('tos4-hmac-sha256')));
}

/** The form that it is, or the one that answers this program in its stead: on the same side of the provider's network. */
function formFor({ recognised }: Meant, consumer: Consumer): EndpointForm | undefined {
  if (recognised === undefined) return undefined;
  const { form, provider, parts } = recognised;
  const understood = servesData(form) && (consumer.speaks === 's3' ? speaksS3(form) : form.signatures.includes('tos4-hmac-sha256'));
  if (understood) return form;
  const fits = (candidate: EndpointForm): boolean => candidate.internal === form.internal && [...candidate.host.matchAll(/\{([^}]+)\}/g)].every(([, name = '']) => parts[name] !== undefined);
  return siblings(provider, consumer).find(fits);
}
