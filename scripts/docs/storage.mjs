import { judgeEndpoint, providers } from '@culprit/storage-endpoint';
import { consumerOf, consumerIds } from '../../packages/storage-endpoint/src/consumers/consumers.ts';
import { servesData, speaksS3 } from '../../packages/storage-endpoint/src/providers/provider.ts';
import { fillHost } from '../../packages/storage-endpoint/src/providers/recognise-host.ts';
import { block, code, heading, link, list, table, text } from './markdown.mjs';
import { wordsFor } from './words.mjs';

const bucket = 'example-bucket';

/** One page per storage provider, and one per provider and program that is given its endpoint. */
export async function storagePages(_, locale) {
  const words = wordsFor(locale);
  return providers.flatMap((provider) => [overview(provider, locale, words), ...consumerIds.map((id) => pairing(provider, consumerOf(id), locale, words))]);
}

function overview({ id, name, forms }, locale, { storage }) {
  return {
    path: `storage/${id}`, title: name[locale], description: `${name[locale]} (${id})`, sidebar: name[locale],
    body: [
      heading(storage.hosts),
      table([storage.host, storage.kind, storage.style, storage.signatures], forms.map(({ host, kind, internal, addressing, signatures }) => [
        code(host), `${kind}${internal === true ? ' (internal)' : ''}`, addressing.map((style) => storage.styles[style]).join(', '), signatures.join(', '),
      ])),
      list(consumerIds.map((consumer) => link(text(consumerOf(consumer).name), `storage/${id}/${consumer}`, locale))),
    ],
  };
}

function pairing(provider, consumer, locale, words) {
  const { storage } = words;
  const path = `storage/${provider.id}/${consumer.id}`;
  const title = `${provider.name[locale]} × ${consumer.name}`;
  const description = storage.about(consumer.name, provider.name[locale]);
  const place = placeFor(provider, consumer);
  if (place === undefined) return { path, title, description, sidebar: consumer.name, body: [text(storage.none(consumer.name, provider.name[locale]))] };
  const { endpoint, region, style, effective } = place;
  const certificate = { covered: storage.fits, 'not-covered': storage.unfit }[effective?.tls.outcome] ?? storage.unknown;
  return {
    path, title, description, sidebar: consumer.name,
    body: [
      storage.check,
      table([storage.endpoint, storage.region, storage.style, storage.host, storage.certificate], [[
        code(endpoint), region === undefined ? '' : code(region), effective === undefined ? '' : storage.styles[effective.style], effective === undefined ? '' : code(effective.host), certificate,
      ]]),
      heading(storage.settings),
      ...consumer.settings({ endpoint, region, style }).map((setting) => block(setting)),
      heading(storage.ask),
      block(`culprit endpoint check --consumer ${consumer.id} --endpoint ${endpoint} --bucket ${bucket}${region === undefined ? '' : ` --region ${region}`}`, 'sh'),
    ],
  };
}

/** The endpoint that this program understands, with the style that it needs saying, as the plugin itself judges it. */
function placeFor(provider, consumer) {
  const form = provider.forms.find((candidate) => servesData(candidate) && candidate.internal !== true && /^(?:s3|native)$/.test(candidate.kind)
    && (consumer.speaks === 's3' ? speaksS3(candidate) : candidate.signatures.includes('tos4-hmac-sha256')));
  if (form === undefined) return undefined;
  const region = form.host.includes('{region}') || form.regions !== undefined ? form.regions?.[0] : undefined;
  const host = fillHost(form.host, { region }).replaceAll(/\{([^}]+)\}/g, '<$1>');
  const endpoint = consumer.writes === 'host' ? host : `https://${host}`;
  const judged = [undefined, ...form.addressing]
    .map((style) => ({ style, judgement: judgeEndpoint({ consumer: consumer.id, endpoint: endpoint.replaceAll(/<[^>]+>/g, 'any-0'), bucket, ...(region === undefined ? {} : { region }), ...(style === undefined ? {} : { style }) }) }));
  const { style, judgement } = judged.find(({ judgement: { verdict } }) => verdict !== 'fails') ?? judged[0];
  const effective = judgement.effective === undefined ? undefined : { ...judgement.effective, host: judgement.effective.host.replaceAll('any-0', '<…>') };
  return { endpoint, region, style, effective };
}
