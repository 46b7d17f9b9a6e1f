import { defineCause, type Cause, type Locale, type Localized } from '@culprit/core';
import type { RefusalKind } from '../http/refusal.ts';
import { exemptClient } from '../remedies/exempt-client.ts';
import { nameClient } from '../remedies/name-client.ts';
import { markOf, noSuchRefusal, refusalControls, refusalParams, weighRefusal, type RefusalControls } from './refusal-experiments.ts';

interface FrontRefusal {
  readonly id: string;
  /** Of the mark that the answer bears. */
  readonly kind: RefusalKind;
  readonly suspectedBy: readonly string[];
  readonly text: Localized<{ readonly title: string; readonly about: string; readonly confirmed: { readonly [Over in 'user-agent' | 'credential' | 'path' | 'everywhere' | 'mark']: string } }>;
}

/** A cause of what stands before the service and refuses in its place, over something that the experiments tell. */
export function frontRefusal({ id, kind, suspectedBy, text }: FrontRefusal): Cause {
  const words = (locale: Locale) => ({ ...text[locale], ...noSuchRefusal[locale] });
  return defineCause<RefusalControls, ReturnType<typeof words>>({
    id, owner: 'service', layer: 'http', order: 20, scope: 'endpoint', suspectedBy,
    text: { en: words('en'), 'zh-CN': words('zh-CN') },
    controls: refusalControls,
    judge: ({ facts, confirmed, ruledOut, open }) => {
      const verdict = weighRefusal(facts, kind);
      if (verdict === undefined) return open('not-observed', {}, []);
      if (verdict === 'other') return ruledOut('no-such-mark', {}, ['exchange']);
      const params = { ...refusalParams(verdict), mark: markOf(verdict.refusal) };
      switch (verdict.over) {
        case 'nothing': return confirmed('everywhere', params, verdict.witness);
        case 'untried': return confirmed('mark', params, verdict.witness, 'likely');
        default: return confirmed(verdict.over, params, verdict.witness);
      }
    },
    remedies: [nameClient, exemptClient],
  });
}
