import { presentActor } from '../../accounts/account.ts';
import type { ActRecord } from '../../acts/act.ts';
import { begun } from '../../acts/keep-acts.ts';
import { noteOf, presentNote } from '../../acts/note.ts';
import { refuseLate } from '../../acts/quicker.ts';
import { append } from '../../events/write.ts';
import { GroupModel, type GroupRecord, streamOf } from '../../groups/group.ts';
import { say } from '../../groups/policy.ts';
import { authorizeChange } from '../../groups/posting.ts';
import type { Deed, Ground, NewActOf, Undoing } from '../deed.ts';

/** From how many seconds slow mode was taken to how many. */
type Step = { from: number; to: number };

/** Makes members wait between their posts, or no longer. @throws AppError archived, already_acted */
export const slow: Deed<NewActOf<'slow'>> = {
  by: 'leaders',
  async perform(at, { from, seconds, reason }) {
    const { viewer, group, tie } = at;
    authorizeChange(group);
    if (secondsOf(group) !== from || from === seconds) await refuseOvertaken(group);
    const before: Step = { from, to: seconds };
    const about = { group: group._id, say: say(viewer.role, tie), detail: inWords(seconds) };
    const acts = begun(viewer, [{ kind: 'slow', reason, before, ...about }]);
    await change(at, seconds, acts[0]!);
    return acts;
  },
};

export const undoSlowing: Undoing = async (at, act) => {
  const { from, to } = act.before as Step;
  if (secondsOf(at.group) !== to) await refuseOvertaken(at.group);
  await change(at, from, act);
};

async function change({ viewer, group }: Ground, slowSeconds: number, act: ActRecord): Promise<void> {
  await GroupModel.updateOne({ _id: group._id }, { $set: { slowSeconds } });
  const note = presentNote(noteOf(viewer, act));
  append(streamOf(group), 'group.slowed', presentActor(viewer), { slowSeconds, act: note });
}

const secondsOf = ({ slowSeconds = 0 }: GroupRecord): number => slowSeconds;

const refuseOvertaken = (group: GroupRecord): Promise<never> =>
  refuseLate({ group: group._id }, ['slow'], `Slow mode is at ${inWords(secondsOf(group))} now.`);

/** In the largest unit that needs no fraction. */
function inWords(seconds: number): string {
  if (seconds === 0) return '0 s';
  if (seconds % 3_600 === 0) return `${seconds / 3_600} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}
