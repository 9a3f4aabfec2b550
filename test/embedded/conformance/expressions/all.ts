import type { Case } from '../cases.ts';
import { arrayCases } from './arrays.ts';
import { dateCases } from './dates.ts';
import { logicCases } from './logic.ts';
import { numberCases } from './numbers.ts';
import { textCases } from './text.ts';
import { typeCases } from './types.ts';

/** Every expression operator the store knows, with what it gives: see `published.test.ts`. */
export const expressionCases: Record<string, Case[]> = {
  ...logicCases,
  ...numberCases,
  ...textCases,
  ...arrayCases,
  ...typeCases,
  ...dateCases,
};
