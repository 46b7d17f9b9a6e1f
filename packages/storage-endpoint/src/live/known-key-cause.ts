import { defineCause, type Cause, type Locale, type Localized, type Remedy, type Suspicion } from '@culprit/core';
import { failedRequest, notObserved, pointedToBy, saysTheSame, shownAnswer, strangersRequest } from './store-questions.ts';

interface KnownKeyCause {
  readonly id: string;
  readonly order: number;
  readonly suspectedBy: readonly string[];
  readonly text: Localized<{ readonly title: string; readonly about: string; readonly confirmed: { readonly 'key-known': string } }>;
  readonly remedy: Remedy;
}

const shared = {
  en: {
    ruledOut: { accepted: 'Asked again, the store lets the request through' },
    open: { ...notObserved.en, 'store-merges': 'The store says {answer} for a key that nobody has as well; look in its console whether the key is active and of this store' },
  },
  'zh-CN': {
    ruledOut: { accepted: '再次请求时，存储服务予以放行' },
    open: { ...notObserved['zh-CN'], 'store-merges': '对不存在的密钥，存储服务同样返回 {answer}；请在控制台确认该密钥已启用且属于该存储服务' },
  },
} as const;

const controls = (suspicion: Suspicion) => ({ answer: failedRequest(suspicion), stranger: strangersRequest(suspicion) });

/** A cause of a store that knows the key and refuses: it says something else to a key that nobody has. */
export function knownKeyCause({ id, order, suspectedBy, text, remedy }: KnownKeyCause): Cause {
  const words = (locale: Locale) => ({ ...text[locale], ...shared[locale] });
  return defineCause<ReturnType<typeof controls>, ReturnType<typeof words>>({
    id, owner: 'account', layer: 'account', order, scope: 'account', suspectedBy,
    text: { en: words('en'), 'zh-CN': words('zh-CN') },
    concerns: pointedToBy(id),
    controls,
    judge: ({ facts: { answer, stranger }, confirmed, ruledOut, open }) => {
      if (answer?.outcome === 'accepted') return ruledOut('accepted', {}, ['answer']);
      if (answer?.outcome !== 'refused' || stranger?.outcome !== 'refused') return open('not-observed', {}, []);
      const params = { answer: shownAnswer(answer), stranger: shownAnswer(stranger) };
      return saysTheSame(answer, stranger) ? open('store-merges', params, ['answer', 'stranger']) : confirmed('key-known', params, ['answer', 'stranger']);
    },
    remedies: [remedy],
  });
}
