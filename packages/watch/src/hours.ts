import type { Hours, Selector } from './settings.ts';

const formats = new Map<string, Intl.DateTimeFormat>();
const weekdays: readonly string[] = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Day of the week (1 is Monday) and minute of the day, where that time zone's clocks stand. */
function localTime(at: number, timeZone: string): { readonly day: number; readonly minute: number } {
  let format = formats.get(timeZone);
  if (format === undefined) formats.set(timeZone, format = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }));
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return { day: weekdays.indexOf(parts.get('weekday') ?? '') + 1, minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')) };
}

const minuteOf = (time: string): number => {
  const [hour, minute] = time.split(':').map(Number);
  return (hour ?? 0) * 60 + (minute ?? 0);
};

/** Whether a moment lies in them. */
export function within(hours: Hours, at: number): boolean {
  if ('from' in hours) return hours.from <= at && at < hours.to;
  const [begin, end] = [minuteOf(hours.begin), minuteOf(hours.end)];
  const { day, minute } = localTime(at, hours.timeZone);
  const on = (which: number): boolean => hours.days === undefined || hours.days.includes(which);
  if (begin < end) return on(day) && begin <= minute && minute < end;
  // Over midnight: the rest of a night belongs to the day on which it began.
  return (on(day) && minute >= begin) || (on(day === 1 ? 7 : day - 1) && minute < end);
}

const minuteMs = 60_000;
const searchedMinutes = 8 * 24 * 60;

/** The first moment from `at` on that lies outside; `at` itself where it does, or where they never end. */
export function endOf(hours: Hours, at: number): number {
  if (!within(hours, at)) return at;
  if ('from' in hours) return hours.to;
  // Minute by minute: clocks that are put forward or back make any arithmetic wrong twice a year.
  const start = at - (at % minuteMs);
  for (let step = 1; step <= searchedMinutes; step += 1) {
    if (!within(hours, start + step * minuteMs)) return start + step * minuteMs;
  }
  return at;
}

/** Whether a selector means a target; without one, all are meant. */
export function selects(selector: Selector | undefined, target: { readonly id: string; readonly label: string; readonly tags: readonly string[] }): boolean {
  const { tags = [], targets = [] } = selector ?? {};
  if (tags.length === 0 && targets.length === 0) return true;
  return tags.some((tag) => target.tags.includes(tag)) || targets.includes(target.id) || targets.includes(target.label);
}
