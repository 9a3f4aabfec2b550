import { expect, test } from '@jest/globals';
import { assert, constantFrom, integer, property } from 'fast-check';
import { contrastOf, inkOn, readable, SIGN_CONTRAST, TEXT_CONTRAST } from '../shared/partners/colours.ts';

const hex = (value: number): string => `#${value.toString(16).padStart(6, '0')}`;
const anyColour = integer({ min: 0, max: 0xffffff }).map(hex);
const RUNS = { numRuns: 3_000 };

test('contrast is as WCAG counts it', () => {
  expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrastOf('#777777', '#ffffff')).toBeCloseTo(4.478, 3);
  expect(contrastOf('#2f6f4f', '#2f6f4f')).toBe(1);
});

test('every colour is made readable upon every other, as text and as a sign', () => {
  assert(
    property(anyColour, anyColour, constantFrom(TEXT_CONTRAST, SIGN_CONTRAST), (colour, background, contrast) => {
      const shade = readable(colour, background, contrast);
      expect(shade).toMatch(/^#[0-9a-f]{6}$/);
      expect(contrastOf(shade, background)).toBeGreaterThanOrEqual(contrast);
    }),
    RUNS,
  );
});

test('ink can be read upon every colour', () => {
  assert(
    property(anyColour, (colour) => contrastOf(inkOn(colour), colour) >= TEXT_CONTRAST),
    RUNS,
  );
  // The hardest there is: as far from white as from black.
  expect(contrastOf(inkOn('#757575'), '#757575')).toBeGreaterThanOrEqual(TEXT_CONTRAST);
});

test('what is readable stays as it is, and no more is changed than must be', () => {
  expect(readable('#2f6f4f', '#ffffff')).toBe('#2f6f4f');
  const yellow = readable('#ffd400', '#ffffff');
  expect(yellow).not.toBe('#ffd400');
  expect(contrastOf(yellow, '#ffffff')).toBeLessThan(TEXT_CONTRAST + 0.5);
});
