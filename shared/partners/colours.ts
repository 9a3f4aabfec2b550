const WHITE = '#ffffff';
const BLACK = '#000000';

/** What contrast WCAG asks for: between text and what lies behind it, and for signs and large letters. */
export const TEXT_CONTRAST = 4.5;
export const SIGN_CONTRAST = 3;

const STEPS = 64;

/**
 * The colour itself, or the nearest lighter or darker one that can be read upon the background. There always is one.
 * Colours are #rrggbb.
 */
export function readable(colour: string, background: string, contrast = TEXT_CONTRAST): string {
  const towards = contrastOf(WHITE, background) > contrastOf(BLACK, background) ? WHITE : BLACK;
  for (let step = 0; step < STEPS; step += 1) {
    const shade = mixed(colour, towards, step / STEPS);
    if (contrastOf(shade, background) >= contrast) return shade;
  }
  return towards;
}

/** White where it can be read upon the colour, or else black. */
export const inkOn = (colour: string): string => (contrastOf(WHITE, colour) >= TEXT_CONTRAST ? WHITE : BLACK);

/** From 1, which is none, to 21, as WCAG 2 counts it. */
export function contrastOf(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map(linear) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** What a channel of 0 to 255 shines with, from 0 to 1. */
function linear(channel: number): number {
  const part = channel / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

function mixed(colour: string, towards: string, share: number): string {
  const ends = channels(towards);
  const mix = channels(colour).map((channel, index) => Math.round(channel + (ends[index]! - channel) * share));
  return `#${mix.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

const channels = (colour: string): number[] => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
