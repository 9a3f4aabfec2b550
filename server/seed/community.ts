import type { GroupChanges, NewGroup } from '../../shared/groups.ts';

/** Who lives in the demo: username, display name, days since they registered. */
export const PEOPLE: [username: string, displayName: string, days: number][] = [
  ['ana', 'Ana Kovač', 940],
  ['ben', 'Ben Okafor', 720],
  ['chen', 'Chen Wei', 610],
  ['dana', 'Dana Levi', 400],
  ['emeka', 'Emeka Obi', 380],
  ['farah', 'Farah Haddad', 300],
  ['goran', 'Goran Petrov', 210],
  ['hana', 'Hana Sato', 150],
  ['ines', 'Inês Duarte', 90],
  ['jonas', 'Jonas Berg', 45],
  ['kiran', 'Kiran Rao', 12],
  ['mila', 'Mila Novak', 5],
  ['lucia', 'Lucía Vega', 1],
];

export type DemoTopic = {
  title: string;
  /**
   * Who says what, in order; the first post starts the topic. `kudos` names those who liked it; what was `withdrawn` its author
   * took away again.
   */
  posts: { by: string; body: string; kudos?: string[]; withdrawn?: true }[];
};

export type DemoGroup = {
  group: NewGroup;
  forums: [slug: string, name: string][];
  /** The first leads the group. */
  members: string[];
  topics: DemoTopic[];
  /** What its leader does in the end. */
  afterwards?: GroupChanges;
};

const everyone = PEOPLE.map(([username]) => username).filter((username) => username !== 'mila');

const RANKS_TOPIC: DemoTopic = {
  title: 'Community user ranks explained',
  posts: [
    {
      by: 'ana',
      body: 'Some of you have asked about the titles under your names. **Ranks** help all of us see who is here often and helps much. They follow from what you do and how long you have been with us:\n\n1. Forum explorer\n2. Frequent visitor\n3. Active member\n4. Power member\n5. Ace Contributor\n6. Community Leader\n7. Community Guru\n8. VIP (staff can give this one, too)\n\nA few more are only given: Community Manager, Moderator, Featured Content Expert and Guest.\n\nYour own progress is under *My rank*, the numbers for each rank under *Ranks* at the top. Ranks never show on freelancer profiles and change nothing about them.',
      kudos: ['ben', 'chen', 'dana', 'emeka', 'farah', 'goran'],
    },
    { by: 'lucia', body: 'What is ranking good for as a beginner?' },
    {
      by: 'ben',
      body: 'It shows at a glance who has been around for a while. Nothing more, nothing less. It is also a little fun.',
      kudos: ['lucia', 'kiran', 'ana'],
    },
    { by: 'kiran', body: '> Ranks never show on freelancer profiles\n\nGood to know, thank you!' },
    { by: 'hana', body: 'How do I see how far it is to the next one?' },
    {
      by: 'ana',
      body: 'Account menu → *My rank*. Each line has your number and the one you need.',
      kudos: ['hana', 'jonas'],
    },
    { by: 'jonas', body: 'Thanks, this helps me to understand it. I was wondering how these were assigned.' },
  ],
};

const chatter = (people: string[], lines: string[]) =>
  lines.map((body, index) => ({ by: people[index % people.length]!, body }));

const THANKS_TOPIC: DemoTopic = {
  title: 'Who helped you lately? Say it here',
  posts: [
    {
      by: 'ana',
      body: 'A thread for thank-yous, large and small. I begin: Emeka explained retries to me, twice, without sighing once.',
      kudos: ['emeka', 'ben', 'hana', 'mila'],
    },
    { by: 'emeka', body: 'Three times. You are welcome every time.', kudos: ['ana', 'lucia'] },
    {
      by: 'dana',
      body: 'Farah read a contract with me on a Sunday morning. All nine pages.',
      kudos: ['farah', 'ines'],
    },
    { by: 'farah', body: 'Eleven. I learned what an indemnity is, so we are even.', kudos: ['dana'] },
    { by: 'kiran', body: 'Goran cut my first proposal in half. I got the job.', kudos: ['goran'] },
    { by: 'goran', body: 'The half you kept was good from the start.', kudos: ['kiran', 'ana'] },
    { by: 'ana', body: '@kiran congratulations! Tell us how it goes.' },
    { by: 'hana', body: 'Ben stayed on a call until my scanner gave in.', kudos: ['ben'] },
    { by: 'ben', body: 'The scanner and I are on first-name terms now.', kudos: ['hana', 'ana'] },
    { by: 'chen', body: 'Whoever left the note about time zones in my review: it saved a release.' },
    { by: 'ana', body: 'It was Ines, and she would never say so.' },
    { by: 'ines', body: 'I would not. But thank you.', kudos: ['chen', 'ana'] },
    { by: 'jonas', body: 'The basil cuttings arrived alive, @emeka.' },
    { by: 'emeka', body: 'Good! Not too much sun in the first week.' },
    { by: 'dana', body: 'Plants by mail. I love it here.' },
    { by: 'ana', body: 'So do I. This thread stays open all year.' },
    { by: 'emeka', body: 'Deploying now, back in ten.', withdrawn: true },
    {
      by: 'mila',
      body: 'I am a guest for a month, to learn what you need from the review tool. Thanks for the warm welcome!',
      kudos: ['chen', 'ana'],
    },
    { by: 'ana', body: 'Good to have you, Mila. Ask us anything.' },
  ],
};

export const GROUPS: DemoGroup[] = [
  {
    group: {
      slug: 'community-life',
      name: 'Community life',
      category: 'Interest',
      description: 'How this place works: questions, ideas, announcements. Everyone is welcome here first.',
      guidelines: 'Be kind. Stay on topic. Please do not share confidential or proprietary information.',
    },
    forums: [
      ['announcements', 'Announcements'],
      ['ideas', 'Ideas'],
    ],
    members: PEOPLE.map(([username]) => username),
    topics: [
      RANKS_TOPIC,
      THANKS_TOPIC,
      {
        title: 'Say hello: who are you and what are you working on?',
        posts: chatter(everyone, [
          'Hello everyone! I look after this community. My desk is in Zagreb, my cat is called Kolac.',
          'Back-end developer from Lagos, mostly payments. Ask me about queues.',
          'Data engineer. I collect fountain pens and slow queries.',
          'UX writer. I count words for a living and lose count on weekends.',
          'Mobile developer, ten years of Kotlin and its ancestors.',
          'Translator, Arabic ↔ English ↔ French. Subtitles are my favourite puzzle.',
          'Embedded systems. If it blinks, I have debugged it.',
          'Illustrator, mainly children’s books. Watercolour, then pixels.',
          'Product photographer learning to code. Be gentle.',
          'Accountant for freelancers. Yes, the boring kind. Ask away.',
          'Just finished my first project here. Five stars!',
          'First day. Where do I start?',
          'Right here. Welcome, Lucía! Look at the group list and join what you like.',
        ]),
      },
      {
        title: 'Idea: a monthly show-and-tell',
        posts: chatter(
          ['hana', 'ben', 'ines', 'ana', 'chen'],
          [
            'Once a month, fifteen minutes each, whoever wants to shows what they made. Would you come?',
            'I would come, and I would show something.',
            'Same here, if recordings are optional.',
            'Let us try it. First Thursday of next month?',
            'Thursday is good. I can talk about reading a query plan without fear.',
          ],
        ),
      },
    ],
  },
  {
    group: {
      slug: 'web-developers',
      name: 'Web developers',
      category: 'Industry',
      description: 'Browsers, servers and everything in between. Bring your stack traces.',
    },
    forums: [
      ['reviews', 'Code reviews'],
      ['careers', 'Work and rates'],
    ],
    members: ['ben', 'ana', 'chen', 'emeka', 'goran', 'ines', 'kiran'],
    topics: [
      {
        title: 'How do you keep a log gap-free with several writers?',
        posts: [
          {
            by: 'ben',
            body: 'Two workers append to one log and each entry needs the next number. With a counter taken *outside* the transaction, 7 sometimes shows up before 6. What do you do?',
          },
          {
            by: 'chen',
            body: 'Take the number in the same transaction as the entry:\n\n```sql\nUPDATE heads SET seq = seq + 1 WHERE stream = $1 RETURNING seq;\nINSERT INTO events (stream, seq, …) VALUES ($1, …);\n```\n\nThen the order of commits is the order of numbers.',
            kudos: ['ben', 'emeka', 'goran'],
          },
          { by: 'goran', body: 'And queue the writers before they reach the database, or they fight over that row.' },
          { by: 'ben', body: 'That was it. Thank you both!' },
        ],
      },
      {
        title: 'What is in your starter template this year?',
        posts: chatter(
          ['emeka', 'kiran', 'ines', 'ben'],
          [
            'Mine: TypeScript strict, one linter, one test runner, nothing else. Yours?',
            'I spend more time removing things from templates than adding.',
            'A README with two commands that work. That alone puts it ahead of most.',
            'Seconded. If it does not start in one command I close the tab.',
          ],
        ),
      },
      {
        title: 'Dark mode without a flash of white',
        posts: chatter(
          ['ines', 'ana'],
          [
            'My page flashes white before the dark theme comes. Inline script, or is there something better?',
            '`color-scheme` in the CSS and a tiny blocking script in the head. Keep it out of the bundle.',
          ],
        ),
      },
    ],
  },
  {
    group: {
      slug: 'writers-and-editors',
      name: 'Writers and editors',
      category: 'Industry',
      description: 'For people who move commas for a living, and put them back in the afternoon.',
    },
    forums: [['critique', 'Critique']],
    members: ['dana', 'ana', 'farah', 'hana', 'lucia'],
    topics: [
      {
        title: 'Rates for subtitling: per minute or per word?',
        posts: chatter(
          ['farah', 'dana', 'ana'],
          [
            'A client asks for a price per word. I have always billed per minute of film. How do you compare them?',
            'I time one typical minute, then quote per minute with a floor. Words hide the work of timing.',
            'Whatever you choose, write down what is included. Two rounds of changes, for example.',
          ],
        ),
      },
      {
        title: 'One sentence you are proud of this week',
        posts: chatter(
          ['dana', 'hana', 'lucia'],
          [
            'From an error page: “You did nothing wrong; we lost the page.”',
            '“The moon was late, so the fox waited.”',
            'I am too new here to be proud, but I like reading yours.',
          ],
        ),
      },
    ],
  },
  {
    group: {
      slug: 'women-in-tech',
      name: 'Women in tech',
      category: 'Identity',
      description: 'Support, opportunities and plain talk for women in technical work.',
      guidelines: 'What is told here in confidence stays here. Assume good faith, and ask before giving advice.',
    },
    forums: [['opportunities', 'Opportunities']],
    members: ['ines', 'ana', 'dana', 'farah', 'hana', 'lucia'],
    topics: [
      {
        title: 'Asking for more: how did your last negotiation go?',
        posts: chatter(
          ['ines', 'ana', 'farah'],
          [
            'I raised my rate by a fifth, wrote it down in one line, and said nothing after it. They said yes.',
            'The silence after the number is the whole art.',
            'Practising that line aloud helped me more than any book.',
          ],
        ),
      },
    ],
  },
  {
    group: {
      slug: 'parents-who-freelance',
      name: 'Parents who freelance',
      category: 'Identity',
      description: 'Deadlines, nap times, and what happens when they meet.',
    },
    forums: [],
    members: ['emeka', 'ben', 'hana'],
    topics: [
      {
        title: 'What does your working day look like in the holidays?',
        posts: chatter(
          ['hana', 'emeka', 'ben'],
          [
            'Mine begins at five. It is quiet, it is dark, and nobody needs socks.',
            'Two blocks: early, and after bedtime. I tell clients so beforehand.',
            'I stopped pretending I am available all day. Nobody minded.',
          ],
        ),
      },
    ],
  },
  {
    group: {
      slug: 'desk-gardeners',
      name: 'Desk gardeners',
      category: 'Interest',
      description: 'Plants that survive beside a keyboard, and those that did not.',
    },
    forums: [],
    members: ['jonas', 'chen', 'goran', 'ines', 'kiran'],
    topics: [
      {
        title: 'Low light, dry air, much neglect: what lives?',
        posts: chatter(
          ['jonas', 'chen', 'goran', 'kiran'],
          [
            'North window, radiator below. Everything dies. Suggestions?',
            'A snake plant. I forgot mine for five weeks and it grew.',
            'ZZ plant. It thrives on being ignored, like some processes.',
            'Bought one today. It already looks more relaxed than I do.',
          ],
        ),
      },
    ],
  },
  {
    group: {
      slug: 'mentoring-newcomers',
      name: 'Mentoring newcomers',
      category: 'Impact',
      description: 'People who started last year help people who start today.',
      guidelines: 'Ask one question at a time. Answer the question that was asked.',
    },
    forums: [['first-steps', 'First steps']],
    members: ['goran', 'ana', 'ben', 'dana', 'kiran', 'lucia'],
    topics: [
      {
        title: 'Your first proposal: what should be in it?',
        posts: chatter(
          ['kiran', 'dana', 'ben', 'lucia'],
          [
            'I am about to write my first one. How long, how formal, how many examples?',
            'Short. One sentence that shows you read the brief, one example, one question.',
            'And the question should be one they want to answer.',
            'Writing this down. Thank you!',
          ],
        ),
      },
    ],
  },
  {
    group: {
      slug: 'open-data-for-cities',
      name: 'Open data for cities',
      category: 'Impact',
      description: 'Bus timetables, air quality, tree registers: making public numbers useful.',
    },
    forums: [],
    members: ['chen', 'emeka', 'farah', 'jonas'],
    topics: [
      {
        title: 'A map of every public drinking fountain',
        posts: chatter(
          ['chen', 'jonas', 'emeka'],
          [
            'Our city publishes them as a spreadsheet. I turned it into a small map over the weekend. Who wants to check their neighbourhood?',
            'Mine has one that has been dry since spring. Can the map say so?',
            'A “seen working on …” date would do it. I can help with the form.',
          ],
        ),
      },
    ],
  },
  {
    group: {
      slug: 'partner-pilots',
      name: 'Partner pilots',
      category: 'Industry',
      description: 'Members who work with our partners try out what is not ready yet, and say so.',
      criteria: 'You have finished at least one project with a partner. Say which one, and what you would like to try.',
      guidelines:
        'What you see here is not released: keep it here. Please do not share confidential or proprietary information, of clients least of all.',
      beta: true,
    },
    forums: [['feedback', 'Feedback']],
    members: ['chen', 'ana', 'dana', 'farah', 'goran'],
    topics: [
      {
        title: 'Review tool, second round: what got better?',
        posts: [
          {
            by: 'chen',
            body: 'The second build is out to all of you. Please try the **side-by-side view** and tell us here what got better, and what did not.',
            kudos: ['ana', 'dana'],
          },
          { by: 'dana', body: 'Comments keep their place when the text above them changes. That alone is worth it.' },
          { by: 'goran', body: 'It is quicker. The keyboard still skips the third column, though.' },
          { by: 'chen', body: 'Noted, @goran. Third column goes on the list.', kudos: ['goran'] },
        ],
      },
      {
        title: 'Names for the new badge',
        posts: chatter(
          ['farah', 'ana', 'dana'],
          [
            'They ask us for a name that works in five languages. “Pathfinder” breaks in two of them.',
            '“Scout” is short, and kind in most.',
            'Seconded. It also fits on a phone.',
          ],
        ),
      },
    ],
    // Those who are in came while it was open.
    afterwards: { access: 'closed' },
  },
  {
    group: {
      slug: 'spring-meetup',
      name: 'Spring meetup',
      category: 'Interest',
      description: 'Plans, rooms and leftovers of our first meetup. It is over; the photos stay.',
    },
    forums: [],
    members: ['ana', 'ben', 'emeka', 'hana', 'ines'],
    topics: [
      {
        title: 'Thank you all, and where the photos are',
        posts: chatter(
          ['ana', 'hana', 'emeka'],
          [
            'Forty-one people, one projector, no talk over time. Thank you! The photos are with Hana.',
            'All sorted by day. If you want one taken down, write to me.',
            'Best two days of my spring. See you at the next one.',
          ],
        ),
      },
    ],
    afterwards: { archived: true },
  },
];
