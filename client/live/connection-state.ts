import { createStore } from '../ui/store.ts';

/** `caught-up` follows `connecting` once everything missed is shown. */
export type ConnectionState = 'connecting' | 'caught-up';

export const connection = createStore<ConnectionState>('connecting');
