/** An answer: paragraphs, and steps where something is done in a given order. */
type Answer = { id: string; question: string; says: string[]; steps?: string[]; after?: string[] };

/** The help page. */
export const helpStrings = {
  title: 'Help',
  heading: 'Groups: questions and answers',
  lead: 'How groups work, how to come in, and how to hear of what matters to you and of nothing else.',
  contents: 'On this page',
  answers: [
    {
      id: 'what',
      question: 'What is a group?',
      says: [
        'A place for people who share something. Each group belongs to one of four categories: Identity, for who we are; Industry, for what we do; Interest, for what we love; and Impact, for what we want to change.',
        'A group has forums, forums have topics, and topics have posts. Everything appears live: you need not reload.',
      ],
    },
    {
      id: 'use',
      question: 'What do people do there?',
      says: [
        'They talk: ask and answer, show their work, pass on what they have learned, and get to know each other. The more you take part, the more you get out of it. If you belong in a group, come in and say something.',
      ],
    },
    {
      id: 'join',
      question: 'How do I join a group?',
      says: [
        'An open group takes in everybody. Press “Join group” on its page, or accept an invitation.',
        'A closed group is marked with a lock. Everyone can see that it is there, its category and what it is about; what is said inside is for members only. There are two ways in: accept an invitation that a leader sent you in a private message, or press “Send request to join” on its page.',
        'A request goes to the group’s leaders with the message you write. You see it waiting on the group’s page, can withdraw it there, and are told at once what was decided.',
      ],
    },
    {
      id: 'guidelines',
      question: 'Which rules are there?',
      says: [
        'The rules of this community and its terms hold in every group. A group can have guidelines of its own: you accept them when you come in, and again before your next post when they have changed.',
        'Who does not keep to them can be muted for a while, removed, or banned from the group.',
        'Keep what you owe your clients: never share anything confidential or proprietary, neither theirs nor yours.',
        'A group labelled “beta” is still being tried out. Things may change there; bear with it.',
      ],
    },
    {
      id: 'after-joining',
      question: 'What happens when I join?',
      says: [
        'You are subscribed to the group, and so you are told of every new topic in it.',
        'If that is too much, end the subscription and stay a member:',
      ],
      steps: ['Open the three dots in the upper right corner of the group’s page.', 'Choose “Unsubscribe”.'],
      after: ['When you leave a group, or are removed, all your subscriptions inside it end with your membership.'],
    },
    {
      id: 'subscribe',
      question: 'How do I subscribe to a post, topic, forum or group?',
      says: ['Each of the four has its options, the three dots, in the same place.'],
      steps: ['Go to the post, topic, forum or group.', 'Open its three dots.', 'Choose “Subscribe”.'],
    },
    {
      id: 'unsubscribe',
      question: 'How do I unsubscribe?',
      says: ['At the place itself: open its three dots and choose “Unsubscribe”. Or many at once:'],
      steps: [
        'Open the account menu: your picture in the upper right corner of every page.',
        'Go to “My Subscriptions”.',
        'Check what you no longer want.',
        'Open the three dots there and choose “Delete Selected Subscriptions”.',
      ],
      after: [
        'What you choose yourself always counts: replying later does not subscribe you again to what you have left. To be spared for a time only, choose “Mute” instead.',
      ],
    },
    {
      id: 'denied',
      question: 'Why was my request to join denied?',
      says: [
        'Some closed groups are for certain people, subjects or features only. Who does not meet their criteria may not be let in. The criteria stand on the group’s page, and a denial always says why. You may ask again.',
      ],
    },
    {
      id: 'lead',
      question: 'How can I suggest a group, and lead it?',
      says: [
        'Fill in the form “Suggest a group”: what it should be about, and why you would like to lead it. Staff read every suggestion. You hear from us if we go forward; then the group is made, and you are its leader.',
      ],
    },
  ] as Answer[],
  suggest: 'Suggest a group',
  subscriptions: 'My Subscriptions',
  groups: 'See all groups',
};
