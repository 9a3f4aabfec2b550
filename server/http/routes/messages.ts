import * as M from '../../../shared/messages.ts';
import { block, readBlocks, unblock } from '../../accounts/blocking.ts';
import { markConversationRead, writeIn, writeTo } from '../../messages/actions.ts';
import { handleReport, readReports, reportMessage } from '../../messages/reports.ts';
import { readConversations, readMessages } from '../../messages/views.ts';
import { answerCreated, type Route, signedIn } from '../route.ts';

/** Private messages, blocks, and reports of messages. */
export const messageRoutes: Route[] = [
  signedIn(
    'GET',
    '/me/conversations',
    { summary: 'Conversations, the last active first', query: M.ConversationQuery, answer: M.Conversations },
    ({ viewer, query }) => readConversations(viewer, query),
  ),
  signedIn(
    'POST',
    '/me/conversations',
    {
      summary: 'Write to a member',
      body: M.NewConversation,
      answer: M.MessageAnswer,
      status: 201,
      limit: 'message',
    },
    async ({ viewer, body, limits }) => answerCreated(await writeTo(viewer, body, limits)),
  ),
  signedIn(
    'GET',
    '/conversations/:id/messages',
    { summary: 'Messages of a conversation', query: M.MessageQuery, answer: M.Messages },
    ({ viewer, params, query }) => readMessages(viewer, params.id, query),
  ),
  signedIn(
    'POST',
    '/conversations/:id/messages',
    { summary: 'Write in a conversation', body: M.NewMessage, answer: M.MessageAnswer, status: 201, limit: 'message' },
    async ({ viewer, params, body, limits }) => answerCreated(await writeIn(viewer, params.id, body, limits)),
  ),
  signedIn(
    'PUT',
    '/conversations/:id/read',
    { summary: 'Note how far one has read', body: M.MessagesRead },
    ({ viewer, params, body }) => markConversationRead(viewer, params.id, body.number),
  ),

  signedIn('GET', '/me/blocks', { summary: 'Whom one blocks', answer: M.Blocks }, ({ viewer }) => readBlocks(viewer)),
  signedIn('PUT', '/me/blocks/:username', { summary: 'Block a member' }, ({ viewer, params }) =>
    block(viewer, params.username),
  ),
  signedIn('DELETE', '/me/blocks/:username', { summary: 'Unblock a member' }, ({ viewer, params }) =>
    unblock(viewer, params.username),
  ),

  signedIn(
    'POST',
    '/messages/:id/reports',
    { summary: 'Report a message to the staff', body: M.NewMessageReport, limit: 'report' },
    ({ viewer, params, body }) => reportMessage(viewer, params.id, body.reason),
  ),
  signedIn(
    'GET',
    '/message-reports',
    { summary: 'Reports of messages (staff)', query: M.MessageReportQuery, answer: M.MessageReports },
    ({ viewer, query }) => readReports(viewer, query),
  ),
  signedIn(
    'PATCH',
    '/message-reports/:id',
    { summary: 'Note that a report is handled (staff)', body: M.MessageReportChange, answer: M.MessageReport },
    ({ viewer, params }) => handleReport(viewer, params.id),
  ),
];
