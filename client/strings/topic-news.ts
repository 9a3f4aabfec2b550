const count = (n: number) => n.toLocaleString('en');
const posts = (n: number) => (n === 1 ? 'a post' : `${count(n)} posts`);

/** What those who look at a topic read while something is done about it; `title` is another topic’s or a forum’s. */
export type NewsFacts = { by: string; title: string; count: number; span: string };

/** What happened, in one line, without its reason. */
export const NEWS = {
  pin: ({ by }: NewsFacts) => `${by} pinned this topic`,
  unpin: ({ by }: NewsFacts) => `${by} unpinned this topic`,
  lock: ({ by }: NewsFacts) => `${by} locked this topic`,
  unlock: ({ by }: NewsFacts) => `${by} unlocked this topic`,
  remove: ({ by }: NewsFacts) => `${by} removed this topic`,
  restore: ({ by }: NewsFacts) => `${by} restored this topic`,
  move: ({ by, title }: NewsFacts) => `${by} moved this topic to ${title || 'another group'}`,
  merge: ({ by, title }: NewsFacts) => `${by} made this topic a part of “${title}”`,
  'posts-left': ({ by, title, count: n }: NewsFacts) => `${by} moved ${posts(n)} from here to “${title}”`,
  'posts-came': ({ by, title, count: n }: NewsFacts) => `${by} brought ${posts(n)} from “${title}”`,
  'all-came': ({ by, title }: NewsFacts) => `${by} made “${title}” a part of this topic`,
  'posts-back': ({ by }: NewsFacts) => `${by} took that back: the posts are here again`,
  'posts-returned': ({ by, title }: NewsFacts) => `${by} took that back: posts have returned to “${title}”`,
  'posts-removed': ({ by, count: n }: NewsFacts) => `${by} removed ${posts(n)}`,
  'posts-restored': ({ by, count: n }: NewsFacts) => `${by} restored ${posts(n)}`,
  slowed: ({ by, span }: NewsFacts) => `${by} turned slow mode on, ${span} between two posts of a member`,
  unslowed: ({ by }: NewsFacts) => `${by} turned slow mode off`,
};
