import type { Operator } from './operators.ts';

export const arithmeticOperators: Record<string, Operator> = {};
