/** How numbers read in views and reports; the same everywhere, so that they can be compared at a glance. */

export const NONE = '–';

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

export const count = (value: number): string => grouped.format(value);

/** Three digits that count, so that 0.84 and 8.4 and 84 can be told apart. */
export function small(value: number): string {
  if (value >= 99.95) return count(value);
  if (value >= 9.995) return value.toFixed(1);
  return value.toFixed(2);
}

/** How many a second: what is planned is often a whole number, and then reads as one. */
export const rate = (value: number): string => (Number.isInteger(value) ? count(value) : small(value));

/** @param milliseconds null where nothing was measured. */
export function span(milliseconds: number | null | undefined): string {
  if (milliseconds === null || milliseconds === undefined) return NONE;
  return milliseconds < 999.5 ? `${small(milliseconds)} ms` : `${small(milliseconds / 1_000)} s`;
}

export function bytes(value: number | null | undefined): string {
  if (value === null || value === undefined) return NONE;
  return value < 1e9 ? `${count(value / 1e6)} MB` : `${small(value / 1e9)} GB`;
}

/** Cores in use: 0.97. */
export const cores = (value: number | null | undefined): string =>
  value === null || value === undefined ? NONE : value.toFixed(2);

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** 1:05, or 1:02:05 beyond the hour. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = `${String(rest).padStart(2, '0')}`;
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

/**
 * What came from elsewhere (addresses, codes, names), fit for a terminal: one line, and nothing in it that moves the
 * cursor or changes the order in which it reads.
 */
export const plain = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ');
