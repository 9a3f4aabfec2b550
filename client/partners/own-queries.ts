import type { Dealings } from '../../shared/partners/dealings.ts';
import { reduceDealings } from '../../shared/reduce/dealings.ts';
import { partners } from '../api/partners.ts';
import { snapshot } from '../live/snapshots.ts';
import { view } from '../live/views.ts';

/** What is between oneself and partners; for those who are signed in. */
export const dealingsQuery = snapshot<Dealings>(['me', 'partners'], view(reduceDealings), partners.dealings);
