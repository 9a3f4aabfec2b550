import { accountKey } from '../accounts/account.ts';
import { unknownToPartners } from './scrub-partners.ts';

/** Who is erased, as far as it takes to find what is theirs in an event, and to put something in its place. */
export type Erased = {
  id: string;
  was: { username: string; displayName: string };
  now: { username: string; displayName: string };
  /** Their topics, where what they have posted goes, too; null where it stays. */
  topics: ReadonlySet<string> | null;
};

/** What stands in the place of a private message, and of a topic's title: there must be one. */
export const ERASED_MESSAGE = '(erased)';
export const ERASED_TITLE = 'Erased topic';

type Fields = Record<string, unknown>;

/**
 * What is logged, without an erased member: their names wherever they stand with their id or as a username, what they have written to
 * others, and what they have posted where that goes. What others say about them stays, also where it names them.
 * @returns the same object where nothing of theirs is in it.
 */
export function scrubbed<Value>(value: Value, erased: Erased): Value {
  if (Array.isArray(value)) {
    const items = value.map((item) => scrubbed(item, erased));
    return items.every((item, index) => item === value[index]) ? value : (items as Value);
  }
  if (!isFields(value)) return value;
  const parts = Object.entries(value).map(([name, part]) => [name, scrubbed(part, erased)] as const);
  const inside = parts.every(([name, part]) => value[name] === part) ? value : Object.fromEntries(parts);
  const changes = { ...nameless(value, erased), ...wordless(value, erased) };
  return (Object.keys(changes).length > 0 ? { ...inside, ...changes } : inside) as Value;
}

/** Their names in an object that is about them. Usernames are for ever one person's. */
function nameless(fields: Fields, erased: Erased): Fields {
  const { now } = erased;
  if (!isNamed(fields, erased)) return {};
  return {
    ...('username' in fields && { username: now.username }),
    ...('displayName' in fields && { displayName: now.displayName }),
    ...('email' in fields && { email: '' }),
  };
}

const isNamed = (fields: Fields, { id, was }: Erased): boolean =>
  (typeof fields.username === 'string' && accountKey(fields.username) === accountKey(was.username)) ||
  fields.accountId === id ||
  (fields.id === id && 'displayName' in fields);

/** Their words in an object that says whose it is. */
function wordless(fields: Fields, erased: Erased): Fields {
  const { id, topics } = erased;
  const by = (name: string) => isFields(fields[name]) && (fields[name] as Fields).id === id;
  const blank = (...names: string[]) =>
    Object.fromEntries(names.flatMap((name) => (name in fields ? [[name, '']] : [])));
  return {
    // A private message, a request to join, an application to lead: what they have written to someone.
    ...(by('from') && 'motivation' in fields && blank('name')),
    ...(by('from') && {
      ...blank('message', 'description', 'motivation'),
      ...('body' in fields && { body: ERASED_MESSAGE }),
    }),
    // What they have reported.
    ...((by('reporter') || by('by')) && 'note' in fields && blank('note')),
    ...(by('reporter') && blank('reason')),
    // An appeal against what was done to them.
    ...(isFields(fields.act) && idIn(fields.act.subject) === id && blank('message')),
    ...(fields.kind === 'held' &&
      isFields(fields.post) &&
      idIn(fields.post.author) === id &&
      notPosted(fields.post, erased)),
    ...(topics && postless(fields, id, topics)),
    ...unknownToPartners(fields, by, isNamed(fields, erased)),
  };
}

/** What waited to be posted goes in any case. */
const notPosted = (post: Fields, erased: Erased): Fields => ({
  post: { ...scrubbed(post, erased), title: ERASED_TITLE, body: '' },
});

/** What they have posted: posts and their titles, as they are and as acts and reports quote them. */
function postless(fields: Fields, id: string, topics: ReadonlySet<string>): Fields {
  const isTheirs = idIn(fields.author) === id;
  // A topic itself, or what quotes its title.
  const ofTheirs = topics.has(String(fields.topicId)) || topics.has(String(fields.id));
  const posts = Array.isArray(fields.posts) && idIn(fields.subject) === id ? (fields.posts as Fields[]) : null;
  return {
    ...(isTheirs && 'body' in fields && { body: '' }),
    ...('title' in fields && ofTheirs && { title: ERASED_TITLE }),
    ...(posts && { posts: posts.map((post) => ({ ...post, ...('excerpt' in post && { excerpt: '' }) })) }),
  };
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.getPrototypeOf(value) === Object.prototype;

const idIn = (value: unknown): unknown => (isFields(value) ? value.id : undefined);
