import { createContext, use } from 'react';
import type { Account } from '../../shared/accounts.ts';
import type { Group } from '../../shared/groups.ts';
import type { Post, TopicPage } from '../../shared/topics.ts';

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
};

const Context = createContext<TopicScene | null>(null);

export const TopicSceneProvider = Context.Provider;

export function useTopicScene(): TopicScene {
  const scene = use(Context);
  if (!scene) throw new Error('A post stands outside of a topic.');
  return scene;
}

/** What the viewer may do with a post. The server decides; this keeps what it would refuse off the page. */
export function permissions({ group, me }: TopicScene, post: Post) {
  const member = Boolean(group?.membership) && !group?.archivedAt;
  const moderator = group?.membership?.role === 'leader' || me.role !== 'member';
  const own = post.author.id === me.id;
  return {
    own,
    reply: member,
    edit: own && member,
    remove: (own && member) || moderator,
    kudos: member && !own,
  };
}
