import { HeldAnswer } from '../../../shared/rules.ts';
import * as T from '../../../shared/topics.ts';
import { removePost } from '../../moderation/removing-post.ts';
import { createTopic, reply } from '../../topics/actions.ts';
import { editPost, giveKudos, withdrawKudos } from '../../topics/post-actions.ts';
import { readOriginal } from '../../topics/post-view.ts';
import { markRead } from '../../topics/reading.ts';
import { viewTopic } from '../../topics/view.ts';
import { readPosts, readRevisions, readTopicPage, readTopics } from '../../topics/views.ts';
import { answerPosted, type Route, signedIn } from '../route.ts';

/** Topics and their posts. */
export const topicRoutes: Route[] = [
  signedIn(
    'GET',
    '/groups/:slug/topics',
    { summary: 'Topics, the last active first', query: T.TopicQuery, answer: T.Topics },
    ({ viewer, params, query }) => readTopics(viewer, params.slug, query),
  ),
  signedIn(
    'POST',
    '/groups/:slug/topics',
    {
      summary: 'Start a topic',
      body: T.NewTopic,
      answer: T.TopicCreated,
      status: 201,
      later: HeldAnswer,
      limit: 'post',
    },
    async ({ viewer, params, body }) => answerPosted(await createTopic(viewer, params.slug, body)),
  ),
  signedIn('GET', '/topics/:id', { summary: 'A topic', answer: T.TopicPage }, ({ viewer, params }) =>
    readTopicPage(viewer, params.id),
  ),
  signedIn(
    'GET',
    '/topics/:id/posts',
    { summary: 'Posts by number', query: T.PostQuery, answer: T.Posts },
    ({ viewer, params, query }) => readPosts(viewer, params.id, query),
  ),
  signedIn(
    'POST',
    '/topics/:id/posts',
    { summary: 'Reply', body: T.NewPost, answer: T.PostAnswer, status: 201, later: HeldAnswer, limit: 'post' },
    async ({ viewer, params, body }) => answerPosted(await reply(viewer, params.id, body)),
  ),
  signedIn(
    'PUT',
    '/topics/:id/read',
    { summary: 'Note how far one has read', body: T.ReadUpTo },
    ({ viewer, params, body }) => markRead(viewer, params.id, body.number),
  ),
  signedIn(
    'PUT',
    '/topics/:id/view',
    {
      summary: 'Say that one is on a topic now; after some seconds it counts as viewed',
      answer: T.TopicView,
      limit: 'view',
    },
    ({ viewer, params }) => viewTopic(viewer, params.id),
  ),
  signedIn(
    'PATCH',
    '/posts/:id',
    { summary: 'Edit one’s own post', body: T.PostChanges, answer: T.PostAnswer },
    ({ viewer, params, body }) => editPost(viewer, params.id, body.body),
  ),
  signedIn(
    'DELETE',
    '/posts/:id',
    {
      summary: 'Remove a post: one’s own, or another’s with a reason',
      body: T.PostRemovalRequest.optional(),
      answer: T.PostAnswer,
    },
    ({ viewer, params, body }) => removePost(viewer, params.id, body?.reason),
  ),
  signedIn(
    'GET',
    '/posts/:id/original',
    { summary: 'What a removed post said', answer: T.PostOriginal },
    ({ viewer, params }) => readOriginal(viewer, params.id),
  ),
  signedIn(
    'GET',
    '/posts/:id/revisions',
    { summary: 'What a post said before', answer: T.Revisions },
    ({ viewer, params }) => readRevisions(viewer, params.id),
  ),
  signedIn('PUT', '/posts/:id/kudos', { summary: 'Give kudos', answer: T.PostAnswer }, ({ viewer, params }) =>
    giveKudos(viewer, params.id),
  ),
  signedIn('DELETE', '/posts/:id/kudos', { summary: 'Take kudos back', answer: T.PostAnswer }, ({ viewer, params }) =>
    withdrawKudos(viewer, params.id),
  ),
];
