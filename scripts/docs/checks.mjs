import { heading, idLink, list, ownId, table, template, text } from './markdown.mjs';
import { wordsFor } from './words.mjs';

/** One page per check: why, what it can find, and which causes that makes suspect. */
export async function checkPages(manifests, locale) {
  const words = wordsFor(locale);
  const causes = manifests.flatMap((manifest) => manifest.causes);
  const checks = await Promise.all(manifests.flatMap((manifest) => manifest.checks).map(({ load }) => load()));
  return checks.map((check) => {
    const { title, why, findings } = check.text[locale];
    const suspected = causes.filter(({ suspectedBy }) => suspectedBy.some((id) => id.startsWith(`${check.id}#`)));
    return {
      path: `checks/${check.id}`, title, description: why, sidebar: check.id,
      body: [
        ownId(check.id),
        text(why),
        table([words.layer, words.target, words.depth], [[words.layers[check.layer], [check.target.kind, ...check.alsoJudges].map((kind) => `\`${kind}\``).join(', '), words.depths[check.depth]]]),
        heading(words.finds),
        table([words.finding, words.outcome, words.owner, words.says], Object.entries(check.findings).map(([name, spec]) => [
          `<span id="${name}">\`${name}\`</span>`,
          spec.outcome === 'fail' ? `${words.outcomes.fail} (${words.severity[spec.severity]})` : words.outcomes[spec.outcome],
          spec.outcome === 'fail' ? words.owners[spec.owner] : '',
          template(findings[name], locale),
        ])),
        suspected.length === 0 ? undefined : heading(words.causes),
        list(suspected.map(({ id }) => idLink('causes', id, locale))),
      ],
    };
  });
}
