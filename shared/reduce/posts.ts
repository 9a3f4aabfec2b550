import type { EventOf, PrivateEvent } from '../events.ts';
import type { Post, Posts } from '../topics.ts';
import { relabel } from './labels.ts';
import { mapWhere, reducer } from './reducer.ts';

/** A run of a topic's posts. New ones appear where the run reaches the last post. */
export const reducePosts = reducer<Posts>((run, event, viewer) => {
  switch (event.type) {
    case 'post.created':
      return event.data.topicId === run.topicId ? withPost(run, event.data.post) : run;
    case 'post.edited': {
      const { body, editedAt } = event.data;
      return change(run, event, (post) => ({ ...post, body, editedAt }));
    }
    case 'post.removed': {
      const { removed } = event.data;
      return change(run, event, (post) => ({ ...post, body: '', removed }));
    }
    case 'kudos.given':
    case 'kudos.withdrawn': {
      const { count, accountId } = event.data;
      const mine = (post: Post) => (accountId === viewer ? event.type === 'kudos.given' : post.kudos.mine);
      return change(run, event, (post) => ({ ...post, kudos: { count, mine: mine(post) } }));
    }
    case 'rank.up':
    case 'rank.changed':
    case 'member.updated': {
      const theirs = (post: Post) => post.author.id === event.data.accountId;
      const items = mapWhere(run.items, theirs, (post) => ({ ...post, author: relabel(post.author, event) }));
      return { ...run, items };
    }
    case 'topic.created':
    case 'group.updated':
    case 'forum.created':
    case 'group.closed':
    case 'ranks.changed':
    case 'member.joined':
    case 'member.left':
    case 'member.removed':
    case 'member.banned':
    case 'member.role_changed':
      return run;
    default:
      event satisfies PrivateEvent;
      return run;
  }
});

type PostEvent = EventOf<'post.edited' | 'post.removed' | 'kudos.given' | 'kudos.withdrawn'>;

function change(run: Posts, event: PostEvent, to: (post: Post) => Post): Posts {
  if (event.data.topicId !== run.topicId) return run;
  return { ...run, items: mapWhere(run.items, (post) => post.id === event.data.postId, to) };
}

function withPost(run: Posts, post: Post): Posts {
  const known = run.items.some(({ number }) => number === post.number);
  return run.next === null && !known ? { ...run, items: [...run.items, post] } : run;
}
