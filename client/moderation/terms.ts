import { MUTE_DAYS } from '../../shared/sanctions.ts';
import { strings } from '../strings.ts';

/** For how many hours a member can be muted or banned from here. */
export const MUTE_HOURS = [1, 8, 24, 72, 168, 336, MUTE_DAYS * 24];
export const BAN_HOURS = [168, 720, 2_160, 8_760];

/** A ban without an end. */
export const FOR_EVER = 'ever';

export const lengthOf = (hours: number): string =>
  hours < 24 ? strings.joining.hours(hours) : strings.joining.days(hours / 24);

/** When it ends if it begins now; undefined for never. */
export function untilOf(hours: string): string | undefined {
  if (hours === FOR_EVER) return undefined;
  return new Date(Date.now() + Number(hours) * 3_600_000).toISOString();
}
