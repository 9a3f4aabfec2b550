import { GRACE_DAYS, KUDOS_PER_PAIR, VIEW_SECONDS } from '../../shared/ladder.ts';

/** What people ask about ranks; each `id` is an address that others may have kept. */
export const rankQuestions = [
  {
    id: 'what',
    question: 'What is ranking?',
    says: [
      'The title below each name is that member’s rank. It helps all of us tell at a glance who is here often and has contributed much. Many communities have something like it, and moving up is a little fun, too.',
    ],
  },
  {
    id: 'how',
    question: 'How are ranks assigned?',
    says: [
      'By what you do and how long you have been here: days since you joined, days you came by, topics you read, posts you wrote, kudos you received, and how many members they came from. The table above has the numbers for each rank.',
      'As soon as all numbers of a rank are met, it is yours. Nobody has to approve it, and if only time is missing it comes by itself on the day. Staff give a few ranks by hand; the profile says so.',
    ],
  },
  {
    id: 'ahead',
    question: 'How do I get ahead?',
    says: [
      'Read what interests you, answer where you can help, and come back. Kudos follow from answers that help others. “My rank” shows each of your numbers beside the one you need, and which is closest.',
    ],
  },
  {
    id: 'income',
    question: 'Does my rank affect my income or my profile?',
    says: [
      'No. Community ranks never show on freelancer profiles and do not affect freelancers’ profile metrics. No search result, fee or qualification depends on them.',
    ],
  },
  {
    id: 'beginner',
    question: 'What is it good for, and how does it help me as a beginner?',
    says: [
      'It shows you whose answers come from long experience with this community. And as you take part, others see that you are no stranger. More than that it is not: a rank gives no rights and takes none.',
    ],
  },
  {
    id: 'others',
    question: 'How do others profit from what I post?',
    says: [
      'Whoever has the same question finds your answer, today and years from now. Kudos tell you that it helped someone. A high rank stands for much knowledge passed on.',
    ],
  },
  {
    id: 'not-counted',
    question: 'What does not count?',
    says: [
      `Kudos for yourself never count. Of the kudos one member gives another, ${KUDOS_PER_PAIR.kudos} within ${KUDOS_PER_PAIR.days} days count; more are welcome, but add nothing.`,
      `A topic counts as read once, and only after ${VIEW_SECONDS} seconds on it; topics you started yourself do not count.`,
    ],
  },
  {
    id: 'taken-back',
    question: 'What happens when posts are deleted or kudos withdrawn?',
    says: [
      'They no longer count. All numbers are what is really there, not what once was. If that brings you a little below what your rank asks for, you keep it all the same.',
    ],
  },
  {
    id: 'away',
    question: 'Do I lose my rank when I am away?',
    says: ['No. However long you are away, nothing is taken off. You go on where you were.'],
  },
  {
    id: 'losing',
    question: 'Can a rank be lost at all?',
    says: [
      `Only where one of your numbers falls below nine tenths of what your rank asks for, because something was deleted or withdrawn or the numbers asked for were changed. You are told, and you have ${GRACE_DAYS} days to make up for it. If you do, nothing happens; if not, you get the rank your numbers are enough for, and “My rank” says why. You can earn the lost one back at any time.`,
    ],
  },
  {
    id: 'given',
    question: 'Why does someone have a rank that is not in the table?',
    says: [
      'Staff have given it to them: to a team of ours, a guest, or someone with a task. It may have an end. What they do goes on counting beneath it, and their earned rank comes back afterwards.',
      'Staff can also give a rank of the table, the highest for instance, or hold a rank in place for a while. Whoever it concerns sees the reason and the end under “My rank”; their profile says “Given by staff” or “Set by staff” instead of “Earned”.',
    ],
  },
  {
    id: 'roles',
    question: 'Is someone with a high rank in charge here?',
    says: [
      'No. Ranks are not roles. Who may moderate has a square label with a sign beside the name: Staff, Moderator or Group leader. A rank is round and stands below the name, and even a rank that is called Moderator allows nothing.',
    ],
  },
  {
    id: 'changes',
    question: 'What if the numbers in the table change?',
    says: [
      'Then everyone is looked at again. Who has enough for a higher rank gets it; who would have to go down has the time described above. None of that is announced to others.',
    ],
  },
  {
    id: 'told',
    question: 'Who is told when I move up?',
    says: [
      'You are, once, on each of your devices and in your notifications. In each of your groups one line says so, and your new title stands below your name everywhere at once.',
    ],
  },
];
