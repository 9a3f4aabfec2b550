import { accountStream } from '../../shared/streams.ts';
import { AccountModel } from '../accounts/account.ts';
import { rewriteSome } from '../events/rewriting.ts';
import { found } from '../lib/errors.ts';
import { TopicModel } from '../topics/topic.ts';
import type { ErasureRecord } from './erasure.ts';
import { type Erased, scrubbed } from './scrub.ts';

const EVENTS = 500;

/**
 * Goes through the whole log, once for each erasure: names and words lie in it as they were said, and no index says in which events. Places,
 * types and times stay, so that no stream has a gap.
 */
export async function eraseLog({ _id, was, posts, cursor }: ErasureRecord): Promise<string | null> {
  const id = _id.toString();
  const { username, displayName } = found(await AccountModel.findById(_id).lean());
  const own = posts === 'remove' ? await TopicModel.find({ author: _id }, { _id: 1 }).lean() : null;
  const topics = own && new Set(own.map((topic) => topic._id.toString()));
  const erased: Erased = { id, was: was!, now: { username, displayName }, topics };
  return rewriteSome(cursor, EVENTS, ({ stream, type, actor, data }) => {
    const rewritten = {
      actor: scrubbed(actor, erased),
      // Nobody reads their own stream any more.
      data:
        stream === accountStream(id) ? ({} as typeof data) : wordless(type, actor.id === id, scrubbed(data, erased)),
    };
    return rewritten.actor === actor && rewritten.data === data ? null : rewritten;
  });

  /** An edit says only by its actor whose words it has. */
  function wordless<Data>(type: string, theirs: boolean, data: Data): Data {
    return topics && theirs && type === 'post.edited' ? { ...data, body: '' } : data;
  }
}
