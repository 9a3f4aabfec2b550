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
    case 'posts.removed': {
      const { removals, removed } = event.data;
      const gone = new Set(removals.map(({ postId }) => postId));
      const is = (post: Post) => gone.has(post.id);
      return { ...run, items: mapWhere(run.items, is, (post) => ({ ...post, body: '', removed })) };
    }
    case 'posts.restored':
      return { ...run, items: run.items.map((post) => restored(post, event.data.posts)) };
    case 'posts.moved':
      return moved(run, event);
    // What has happened to them in the other group was told there.
    case 'topic.arrived':
      return event.data.topic.id === run.topicId ? upTo(run, 1) : run;
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
    case 'topic.changed':
    case 'topic.left':
    case 'group.slowed':
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

/** What the viewer gave is theirs to know: events are nobody's view. */
function restored(post: Post, posts: Post[]): Post {
  const again = posts.find(({ id }) => id === post.id);
  return again ? { ...again, kudos: { ...again.kudos, mine: post.kudos.mine } } : post;
}

/** A post that went has another in its place that says where it is. What is not told of is to be asked on for. */
function moved(run: Posts, { data: { from, into, moves, anew } }: EventOf<'posts.moved'>): Posts {
  const fresh = anew.find(({ topicId }) => topicId === run.topicId);
  if (fresh) return upTo(run, fresh.from);
  if (run.topicId !== from.id) return run;
  const to = new Map(moves.map((move) => [move.postId, move]));
  const is = (post: Post) => to.has(post.id);
  return { ...run, items: mapWhere(run.items, is, (post) => leftBy(post, into.id, to.get(post.id)!)) };
}

/** The run as far as it comes before a number, where it has to be asked on from then. */
function upTo(run: Posts, from: number): Posts {
  const items = run.items.filter(({ number }) => number < from);
  const reaches = run.next === null || items.length < run.items.length;
  return reaches ? { ...run, items, next: Math.max(from, run.items[0]?.number ?? 1) } : run;
}

const leftBy = (post: Post, topicId: string, { left, to }: { left: string; to: number }): Post => ({
  ...post,
  id: left,
  clientId: left,
  body: '',
  replyTo: null,
  editedAt: null,
  removed: null,
  movedTo: { topicId, number: to },
  kudos: { count: 0, mine: false },
});
