import { LADDERS_SHOWN, type LadderVersions } from '../ladder-versions.ts';
import { reducer } from './reducer.ts';

/** `GET /ranks/ladder/versions`, by the staff's stream: a new ladder comes first, and each tells how far it has been applied. */
export const reduceLadderVersions = reducer<LadderVersions>((list, event) => {
  if (event.type !== 'ladder.changed') return list;
  const others = list.items.filter(({ version }) => version !== event.data.version);
  const items = [event.data, ...others].sort((a, b) => b.version - a.version);
  return { ...list, items: items.slice(0, LADDERS_SHOWN) };
});
