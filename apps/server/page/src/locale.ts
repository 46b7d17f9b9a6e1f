import type { Locale, Localized } from '@culprit/core';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

const stored = 'culprit-locale';

/** What the reader chose before, else what the browser asks for. */
export function preferredLocale(): Locale {
  const chosen = localStorage.getItem(stored);
  if (chosen === 'en' || chosen === 'zh-CN') return chosen;
  return navigator.languages.find((language) => /^(?:en|zh)\b/i.test(language))?.toLowerCase().startsWith('zh') === true ? 'zh-CN' : 'en';
}

export const rememberLocale = (locale: Locale): void => localStorage.setItem(stored, locale);

export const LocaleContext = createContext<Locale>('en');
export const useLocale = (): Locale => useContext(LocaleContext);

/** The texts of a part of the page; both languages stand beside it. */
export const useTexts = <T>(texts: Localized<T>): T => texts[useLocale()];

/** A moment in the reader's own time zone. */
export function moment(ms: number, locale: Locale): string {
  const sameDay = new Date(ms).toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(locale, { ...(sameDay ? {} : { dateStyle: 'medium' as const }), timeStyle: 'medium' }).format(ms);
}

const spans = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000], ['second', 1_000]] as const;

/** A span in its two largest units: "2 hr 5 min". */
export function span(ms: number, locale: Locale): string {
  let rest = Math.max(1_000, ms);
  const parts: string[] = [];
  for (const [unit, size] of spans) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 && parts.length < 2) parts.push(new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(count));
    else if (parts.length > 0) break;
  }
  return parts.join(' ');
}
