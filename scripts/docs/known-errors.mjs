import { block, code, heading, idLink, list, text } from './markdown.mjs';
import { wordsFor } from './words.mjs';

/** One page per known error: how it looks, and what it may mean. */
export async function knownErrorPages(manifests, locale) {
  const words = wordsFor(locale);
  const errors = (await Promise.all(manifests.flatMap((manifest) => manifest.knownErrors).map(({ load }) => load()))).flat();
  return errors.map(({ id, program, causes, examples, fixedIn }) => {
    const [first = id] = examples.matches;
    const line = first.split('\n')[0].slice(0, 120);
    return {
      path: `errors/${id}`, title: line, description: `${words.printedBy} ${program}: ${line}`, sidebar: id,
      body: [
        code(id),
        `${words.printedBy}${words.colon}${text(program)}${fixedIn === undefined ? '' : ` · ${words.fixedIn} ${text(`${fixedIn.product} ${fixedIn.release}`)}`}`,
        heading(words.looksLike),
        ...examples.matches.map((example) => block(example)),
        heading(words.means),
        list(causes.map((cause) => `${idLink('causes', cause.id, locale)} — ${text(cause.when[locale])}`)),
        ...(examples.nearMisses.length === 0 ? [] : [heading(words.notThis), ...examples.nearMisses.map((example) => block(example))]),
      ],
    };
  });
}
