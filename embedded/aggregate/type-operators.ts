import type { Operator } from './operators.ts';

export const typeOperators: Record<string, Operator> = {};
