import type { Operator } from './operators.ts';

export const arrayOperators: Record<string, Operator> = {};
