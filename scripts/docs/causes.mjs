import { formsOf } from '@culprit/core';
import { heading, idLink, link, list, ownId, table, template, text } from './markdown.mjs';
import { wordsFor } from './words.mjs';

/** One page per cause: what it is, by what it is confirmed or ruled out, and what to do. */
export async function causePages(manifests, locale) {
  const words = wordsFor(locale);
  const causes = await Promise.all(manifests.flatMap((manifest) => manifest.causes).map(({ load }) => load()));
  const errors = (await Promise.all(manifests.flatMap((manifest) => manifest.knownErrors).map(({ load }) => load()))).flat();
  return causes.map((cause) => {
    const { title, about, confirmed, ruledOut, open } = cause.text[locale];
    const reasons = (head, templates) => (Object.keys(templates).length === 0 ? [] : [heading(head), list(Object.values(templates).map((reason) => template(reason, locale)))]);
    const texts = errors.filter(({ causes: possible }) => possible.some(({ id }) => id === cause.id));
    return {
      path: `causes/${cause.id}`, title: plainTitle(title, locale), description: about, sidebar: cause.id,
      body: [
        ownId(cause.id),
        text(about),
        table([words.layer, words.owner], [[words.layers[cause.layer], words.owners[cause.owner]]]),
        heading(words.suspected),
        list(cause.suspectedBy.map((id) => link(`\`${id}\``, `checks/${id.split('#')[0]}`, locale))),
        ...reasons(words.confirmed, confirmed), ...reasons(words.ruledOut, ruledOut), ...reasons(words.open, open),
        ...(cause.remedies.length === 0 ? [] : [heading(words.remedies), ...cause.remedies.map((remedy) => remedyOf(remedy, locale, words))]),
        ...(texts.length === 0 ? [] : [heading(words.errors), list(texts.map(({ id }) => idLink('errors', id, locale)))]),
      ],
    };
  });
}

const remedyOf = ({ id, audience, trial, text: texts }, locale, words) => [
  `### ${template(texts[locale].title, locale)}`,
  `\`${id}\` · ${words.by[audience]}${trial === undefined ? '' : ` · ${words.tried}`}`,
  list(texts[locale].steps.map((step) => template(step, locale))),
].join('\n\n');

const plainTitle = (title, locale) => (formsOf(title).at(locale === 'en' ? 0 : -1) ?? '').replaceAll(/\{(\w+)\}/g, '‹$1›');
