import type { LadderDraft, LadderPreview, LadderVersion, LadderVersions, NewLadder } from '../../shared/ranks.ts';
import { ask } from './http.ts';

/** The ladder as staff work on it. */
export const ladders = {
  versions: () => ask<LadderVersions>('GET', '/ranks/ladder/versions'),
  preview: (draft: LadderDraft) => ask<LadderPreview>('POST', '/ranks/ladder/preview', draft),
  putInForce: (ladder: NewLadder) => ask<LadderVersion>('POST', '/ranks/ladder/versions', ladder),
};
