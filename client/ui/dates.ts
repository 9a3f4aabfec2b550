const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
const moment = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });

/** "Oct 2, 2019" */
export const onDay = (time: string): string => day.format(new Date(time));

/** "Oct 2, 2019, 4:10 PM" */
export const atMoment = (time: string): string => moment.format(new Date(time));

const STEPS: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "3 min. ago"; a clock that is a little ahead never makes it the future. */
export function ago(time: string, now: number): string {
  const seconds = Math.max(0, (now - Date.parse(time)) / 1000);
  const step = STEPS.find(([, size]) => seconds >= size);
  return step ? relative.format(-Math.floor(seconds / step[1]), step[0]) : relative.format(0, 'second');
}

const longDay = new Intl.DateTimeFormat('en', { weekday: 'long', day: 'numeric', month: 'long' });
const longDayAndYear = new Intl.DateTimeFormat('en', { dateStyle: 'long' });
const clock = new Intl.DateTimeFormat('en', { timeStyle: 'short' });

/** The day of a moment where the reader is, as something to compare: "2019-10-02". */
export function dayOf(time: string | number): string {
  const date = new Date(time);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** "Wednesday, October 2"; with the year where it is another one. `today` and `yesterday` are their names. */
export function dayName(day: string, names: { today: string; yesterday: string }, now = Date.now()): string {
  if (day === dayOf(now)) return names.today;
  if (day === dayOf(now - 86_400_000)) return names.yesterday;
  const date = new Date(`${day}T12:00`);
  return (date.getFullYear() === new Date(now).getFullYear() ? longDay : longDayAndYear).format(date);
}

/** "4:10 PM" */
export const atClock = (time: string): string => clock.format(new Date(time));
