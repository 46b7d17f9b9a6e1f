import { reasonOf } from '../api.ts';
import { useLocale, useTexts } from '../locale.ts';

const texts = { en: { again: 'Try again', loading: 'Loading…' }, 'zh-CN': { again: '重试', loading: '加载中…' } };

/** What is shown where an answer should be: why there is none, or that it is on its way. */
export function Trouble({ error, again }: { readonly error: unknown; readonly again?: () => void }) {
  const text = useTexts(texts);
  const locale = useLocale();
  if (error === undefined) return <p class="faint">{text.loading}</p>;
  return <p class="notice bad" role="alert">{reasonOf(error, locale)} {again !== undefined && <button type="button" onClick={again}>{text.again}</button>}</p>;
}
