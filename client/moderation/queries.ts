import type { Acts } from '../../shared/acts.ts';
import { reduceOwnActs } from '../../shared/reduce/own-acts.ts';
import { moderation } from '../api/moderation.ts';
import { snapshot } from '../live/snapshots.ts';
import { view } from '../live/views.ts';

export const ownActsView = view<Acts>(reduceOwnActs);

/** What was decided about the viewer. */
export const ownActsQuery = snapshot(['own-acts'], ownActsView, () => moderation.acts());
