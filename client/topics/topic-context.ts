import { createContext, use } from 'react';
import type { Account } from '../../shared/accounts.ts';
import type { Group } from '../../shared/groups.ts';
import type { Post, TopicPage } from '../../shared/topics.ts';
import { maySanctionAuthor, mayTakeAway, moderates } from '../moderation/may.ts';
import type { Picking } from './use-picking.ts';

/** What every post on a topic's page needs to know about where it stands and who looks at it. */
export type TopicScene = {
  page: TopicPage;
  /** Null until it is fetched. */
  group: Group | null;
  me: Account;
  /** The number of posts, as it is now. */
  total: number;
  /** Opens the composer; with text, that is added to the draft. */
  reply: (to: Post | null, text?: string) => void;
  jump: (number: number) => void;
  picking: Picking;
};

const Context = createContext<TopicScene | null>(null);

export const TopicSceneProvider = Context.Provider;

export function useTopicScene(): TopicScene {
  const scene = use(Context);
  if (!scene) throw new Error('A post stands outside of a topic.');
  return scene;
}

type Seen = Pick<TopicScene, 'group' | 'me'> & { page: { topic: Pick<TopicPage['topic'], 'locked'> } };

/** Whether the viewer can reply here at all, as a member: in a locked topic those alone who moderate. */
export function mayReply({ group, me, page }: Seen): boolean {
  return isActive(group) && (!page.topic.locked || moderates(group, me));
}

/** What the viewer may do with a post. The server decides; this keeps what it would refuse off the page. */
export function permissions(scene: Seen, { author }: Pick<Post, 'author'>) {
  const { group, me } = scene;
  const member = isActive(group);
  const own = author.id === me.id;
  return {
    own,
    reply: mayReply(scene),
    edit: own && member,
    kudos: member && !own,
    report: Boolean(group?.membership) && !own,
    /** One's own goes without a reason. */
    discard: own && group !== null && (member || moderates(group, me)),
    /** Another one's, with a reason; and back. */
    remove: group !== null && mayTakeAway(group, me, author),
    sanction: group !== null && maySanctionAuthor(group, me, author),
  };
}

const isActive = (group: Group | null): group is Group => Boolean(group?.membership) && !group?.archivedAt;
