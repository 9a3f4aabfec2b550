/** Reckoning with the UTC fields of dates; see `Zone` for other zones. */

export const DAY = 86_400_000;

/** `Date.UTC` without its habit of taking the years 0 to 99 for those of the last century. Months from 0; all may carry. */
export function dayOf(year: number, month: number, day: number): Date {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return date;
}

export function dayNumber(date: Date): number {
  return Math.floor(date.getTime() / DAY);
}

export function dayOfYear(date: Date): number {
  return dayNumber(date) - dayNumber(dayOf(date.getUTCFullYear(), 0, 1)) + 1;
}

/** Monday is 1, Sunday 7. */
export function isoDayOfWeek(date: Date): number {
  return date.getUTCDay() || 7;
}

/** The year of the week's Thursday. */
export function isoWeekYear(date: Date): number {
  return thursday(date).getUTCFullYear();
}

export function isoWeek(date: Date): number {
  return Math.floor((dayOfYear(thursday(date)) - 1) / 7) + 1;
}

function thursday(date: Date): Date {
  return new Date(date.getTime() + (4 - isoDayOfWeek(date)) * DAY);
}

/** Weeks begin on Sundays; days before the year's first one are in week 0. */
export function week(date: Date): number {
  return Math.floor((dayOfYear(date) + 6 - date.getUTCDay()) / 7);
}

/** A day in its month, or the month's last where it has fewer. */
export function addMonths(date: Date, months: number): Date {
  const first = dayOf(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const last = dayOf(first.getUTCFullYear(), first.getUTCMonth() + 1, 0).getUTCDate();
  const time = ((date.getTime() % DAY) + DAY) % DAY;
  return new Date(first.getTime() + (Math.min(date.getUTCDate(), last) - 1) * DAY + time);
}
