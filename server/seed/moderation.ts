import { randomUUID } from 'node:crypto';
import type { NewAct } from '../../shared/acts.ts';
import type { AccountRecord } from '../accounts/account.ts';
import { found } from '../lib/errors.ts';
import { act } from '../moderation/acting.ts';
import { appeal } from '../moderation/appealing.ts';
import { reportPost } from '../moderation/reporting.ts';
import { createTopic, reply } from '../topics/actions.ts';
import { PostModel } from '../topics/post.ts';
import { topicId } from './topic-id.ts';

// What leaders of the demo have decided, and what waits for them.

/** An account by its name, as it is now. */
type Who = (username: string) => Promise<AccountRecord>;

const GROUP = 'community-life';
const LEADER = 'ana';
const TITLE = 'How much self-promotion is fine?';

const OPENING =
  'Two of you asked where the line is. My view: share work when someone asks, or when the topic is about sharing. What is yours?';
const ADVERT = 'LAST CHANCE!!! Standing desks, 40 % off, only at my shop. Write to me for the code. LAST CHANCE!!!';
const REPORTED = 'Honestly, whoever complains about this has no work of their own to show.';

/** Acts on topics and posts, reports and an appeal, by the actions those concerned would have taken. */
export async function seedModeration(who: Who): Promise<void> {
  await decide(who, {
    kind: 'pin',
    topicId: await topicId('Community user ranks explained'),
    reason: 'Asked every week',
  });
  const settled = await topicId('Idea: a monthly show-and-tell');
  await decide(who, {
    kind: 'lock',
    topicId: settled,
    reason: 'Settled: first Thursday of each month. See you there!',
  });
  await seedTopic(who);
}

async function seedTopic(who: Who): Promise<void> {
  await createTopic(await who(LEADER), GROUP, { clientId: randomUUID(), title: TITLE, body: OPENING });
  await say(who, 'ines', 'A link in the profile, none in posts, unless it answers a question.');
  const advert = await say(who, 'jonas', ADVERT);
  const rude = await say(who, 'kiran', REPORTED);
  await say(who, 'hana', 'A yearly topic for it would be enough for me.');
  const acts = await decide(who, {
    kind: 'remove-posts',
    postIds: [advert],
    reason: 'Advertising: not what this topic is for',
  });
  await appeal(
    await who('jonas'),
    acts[0]!.id,
    'It was meant as an example of what goes too far. I should have said so.',
  );
  await reportPost(await who('ines'), rude, { reason: 'harassment', note: 'Please have a word with him.' });
  await reportPost(await who('farah'), rude, { reason: 'off-topic' });
}

const decide = async (who: Who, input: NewAct) => (await act(await who(LEADER), GROUP, input)).acts;

async function say(who: Who, username: string, body: string): Promise<string> {
  await reply(await who(username), await topicId(TITLE), { clientId: randomUUID(), body });
  return found(await PostModel.findOne({ body }).lean())._id.toString();
}
