import type { WrittenHours } from '@culprit/watch';
import { moment, useLocale, useTexts } from '../locale.ts';

const texts = {
  en: { days: (days: string) => `days ${days}` },
  'zh-CN': { days: (days: string) => `周 ${days}` },
};

/** Says when: a span, or hours of the week. */
export function useHours(): (hours: WrittenHours) => string {
  const text = useTexts(texts);
  const locale = useLocale();
  return (hours) => ('from' in hours
    ? `${moment(Date.parse(hours.from), locale)} – ${moment(Date.parse(hours.to), locale)}`
    : `${hours.days === undefined ? '' : `${text.days(hours.days.join(', '))} `}${hours.begin}–${hours.end} ${hours.timeZone}`);
}
