import * as M from '../../../shared/mail.ts';
import { changePreferences, readSwitch, turn } from '../../mail/actions.ts';
import { preferencesOf } from '../../mail/preferences.ts';
import { readMail, readOutbox } from '../../mail/views.ts';
import { Elsewhere, open, type Route, signedIn } from '../route.ts';

/** What members are written to about, and what became of the mails. */
export const mailRoutes: Route[] = [
  signedIn(
    'GET',
    '/me/mail',
    { summary: 'What one wants to be written to about', answer: M.MailPreferences },
    ({ viewer }) => preferencesOf(viewer._id),
  ),
  signedIn(
    'PATCH',
    '/me/mail',
    { summary: 'Choose what to be written to about', body: M.MailChanges, answer: M.MailPreferences },
    ({ viewer, body }) => changePreferences(viewer, body),
  ),

  open(
    'GET',
    '/mail/unsubscribe',
    { summary: 'What a mail’s link turns off; browsers get a page', query: M.MailToken, answer: M.MailSwitch },
    async ({ query: { token }, request }) => {
      const browser = request.accepts(['json', 'html']) === 'html';
      return browser ? new Elsewhere(`/unsubscribe?token=${encodeURIComponent(token)}`) : readSwitch(token);
    },
  ),
  open(
    'POST',
    '/mail/unsubscribe',
    { summary: 'Turn off what a mail’s link is about (RFC 8058)', query: M.MailToken, answer: M.MailSwitch },
    ({ query }) => turn(false, query.token),
  ),
  open(
    'DELETE',
    '/mail/unsubscribe',
    { summary: 'Turn it on again', query: M.MailToken, answer: M.MailSwitch },
    ({ query }) => turn(true, query.token),
  ),

  signedIn(
    'GET',
    '/outbox',
    { summary: 'Mails, the newest first (staff)', query: M.OutboxQuery, answer: M.Outbox },
    ({ viewer, query }) => readOutbox(viewer, query),
  ),
  signedIn(
    'GET',
    '/outbox/:id',
    { summary: 'A mail with its text (staff)', answer: M.OutboxPreview },
    ({ viewer, params }) => readMail(viewer, params.id),
  ),
];
