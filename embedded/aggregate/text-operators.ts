import type { Operator } from './operators.ts';

export const textOperators: Record<string, Operator> = {};
