import { type MailTopic, TOPIC_OF_MAIL } from '../../shared/mail.ts';
import type { MailRecord } from './mail.ts';
import { tokenFor } from './unsubscribe-link.ts';

/** What stands in every mail of this Guildhall. */
export type Sender = {
  /** `Name <address>`. */
  from: string;
  /** Where members open Guildhall, without a slash at the end. */
  publicUrl: string;
  /** Signs the links by which mails are turned off. */
  secret: string;
};

/** Why the reader got it. */
const REASONS: Record<MailTopic, string> = {
  invitations: 'You get this because someone invited you to a group.',
  decisions: 'You get this because you asked for something that was decided.',
  digest: 'You get this because you asked for a daily digest.',
};

/** A mail as it goes out. Its `messageId` stays the same however often it is sent. */
export function compose(mail: MailRecord, sender: Sender) {
  const topic = TOPIC_OF_MAIL[mail.kind];
  const { publicUrl } = sender;
  const token = tokenFor({ accountId: mail.account.toString(), topic }, sender.secret);
  const footer = { reason: REASONS[topic], url: `${publicUrl}/unsubscribe?token=${token}` };
  return {
    from: sender.from,
    to: mail.to,
    subject: mail.subject,
    date: mail.createdAt,
    messageId: `<${mail._id}@${new URL(publicUrl).hostname}>`,
    text: `${textOf(mail, publicUrl)}\n\n-- \n${footer.reason}\nStop such mails: ${footer.url}\n`,
    html: htmlOf(mail, publicUrl, footer),
    // RFC 8058: the reader's mail program can turn them off by itself, with one POST.
    list: { unsubscribe: `${publicUrl}/api/v1/mail/unsubscribe?token=${token}` },
    headers: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click', 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** What it says, as plain text. */
export function textOf({ paragraphs, items, link }: MailRecord, publicUrl: string): string {
  const list = items.map(({ title, line, path }) => [title, line, publicUrl + path].filter(Boolean).join('\n'));
  return [...paragraphs, ...list, `${link.text}: ${publicUrl}${link.path}`].join('\n\n');
}

function htmlOf(mail: MailRecord, publicUrl: string, footer: { reason: string; url: string }): string {
  const paragraphs = mail.paragraphs.map((text) => `<p style="margin:0 0 16px">${escaped(text)}</p>`);
  const items = mail.items.map(
    ({ title, line, path }) =>
      `<p style="margin:0 0 16px">${anchor(publicUrl + path, title, 'font-weight:600')}<br>${escaped(line)}</p>`,
  );
  const button =
    'display:inline-block;padding:10px 18px;border-radius:8px;background:#1f6f5c;color:#ffffff;text-decoration:none';
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${escaped(mail.subject)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif">
<div style="max-width:560px;margin:0 auto">
${[...paragraphs, ...items].join('\n')}
<p style="margin:24px 0">${anchor(publicUrl + mail.link.path, mail.link.text, button)}</p>
<p style="margin:32px 0 0;font-size:13px;opacity:.7">${escaped(footer.reason)} ${anchor(footer.url, 'Stop such mails', 'color:inherit')}</p>
</div>
</body>
</html>
`;
}

const anchor = (url: string, text: string, style: string): string =>
  `<a href="${escaped(url)}" style="${style}">${escaped(text)}</a>`;

/** Members write the names and texts in here: none of it may become markup. */
const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`).replace(/\r?\n/g, '<br>');
