import { found } from '../lib/errors.ts';
import { TopicModel } from '../topics/topic.ts';

/** The id of the demo's topic of that title. */
export const topicId = async (title: string): Promise<string> =>
  found(await TopicModel.findOne({ title }).lean(), `There is no topic “${title}”.`)._id.toString();
