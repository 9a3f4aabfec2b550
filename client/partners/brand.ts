import type { CSSProperties } from 'react';
import { inkOn, readable, SIGN_CONTRAST } from '../../shared/partners/colours.ts';

/** Of all that things lie on in a scheme (see `theme.ts`), what is nearest to the ink: readable there, readable everywhere. */
export const PAPER = { light: '#f0ece4', dark: '#201e1b' };

/**
 * A partner's colour for the styles below: `--brand` with `--brand-ink` upon it, `--brand-text` to be read, and `--brand-sign` for signs
 * and lines, on what things lie on in either scheme.
 */
export function brandOf(colour: string): CSSProperties {
  const inBoth = (contrast?: number) =>
    `light-dark(${readable(colour, PAPER.light, contrast)}, ${readable(colour, PAPER.dark, contrast)})`;
  return {
    '--brand': colour,
    '--brand-ink': inkOn(colour),
    '--brand-text': inBoth(),
    '--brand-sign': inBoth(SIGN_CONTRAST),
  } as CSSProperties;
}
