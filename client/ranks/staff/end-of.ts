/** For how long something is decided. `open`: until it is taken back, `date`: until a day is over. */
export type Length = 'week' | 'month' | 'quarter' | 'open' | 'date';

const MONTHS = { month: 1, quarter: 3 };

/** When that is over, in ISO 8601; null where there is no end. @param day as "2026-12-31", where the reader is */
export function endOf(length: Length, day: string, now: Date): string | null {
  switch (length) {
    case 'open':
      return null;
    case 'week':
      return new Date(now.getTime() + 7 * 86_400_000).toISOString();
    case 'month':
    case 'quarter':
      return monthsAfter(now, MONTHS[length]).toISOString();
    case 'date':
      return new Date(`${day}T23:59:59`).toISOString();
  }
}

/** The same day of a later month, or its last where it is too short. */
function monthsAfter(now: Date, months: number): Date {
  const end = new Date(now);
  end.setMonth(now.getMonth() + months);
  if (end.getDate() !== now.getDate()) end.setDate(0);
  return end;
}
