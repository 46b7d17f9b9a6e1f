import type { Locale } from '@culprit/core';
import type { WrittenHours } from '@culprit/watch';
import { moment, useLocale, useTexts } from '../locale.ts';

const texts = {
  en: { comma: ', ' },
  'zh-CN': { comma: '、' },
};

/** Says when: a span, or hours of the week. */
export function useHours(): (hours: WrittenHours) => string {
  const text = useTexts(texts);
  const locale = useLocale();
  return (hours) => ('from' in hours
    ? `${moment(Date.parse(hours.from), locale)} – ${moment(Date.parse(hours.to), locale)}`
    : `${hours.days === undefined ? '' : `${hours.days.map((day) => weekday(day, locale)).join(text.comma)} `}${hours.begin}–${hours.end} ${hours.timeZone}`);
}

/** 1 is Monday; so was the fifth of January 1970. */
const weekday = (day: number, locale: Locale): string => new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(1970, 0, 4 + day));
