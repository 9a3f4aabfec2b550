import { authorizeChange } from '../../groups/posting.ts';
import { refuseOvertaken, refuseRemoved } from '../topic-state.ts';
import { turn, turnBack } from './turn.ts';

/** Ends the replies to a topic, but for those of people who moderate. @throws AppError archived */
export const lock = turn({
  kind: 'lock',
  side: 'lock',
  async refuse({ group }, topic) {
    authorizeChange(group);
    await refuseRemoved(topic);
    if (topic.locked) await refuseOvertaken(topic, 'lock', 'It is locked already.');
  },
  to: (note) => ({ locked: note }),
});

/** Lets members reply again. @throws AppError archived */
export const unlock = turn({
  kind: 'unlock',
  side: 'lock',
  async refuse({ group }, topic) {
    authorizeChange(group);
    await refuseRemoved(topic);
    if (!topic.locked) await refuseOvertaken(topic, 'lock', 'It is not locked any more.');
  },
  to: () => ({ locked: null }),
});

export const undoLocking = turnBack('lock');
