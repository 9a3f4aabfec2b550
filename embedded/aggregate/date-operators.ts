import type { Operator } from './operators.ts';

export const dateOperators: Record<string, Operator> = {};
