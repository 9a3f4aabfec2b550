import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '../load/conditions.ts';
import { AccountModel, type AccountRecord } from '../server/accounts/account.ts';
import { createAccount } from '../server/accounts/actions.ts';
import type { Guildhall } from '../server/app.ts';
import { readConfig } from '../server/config.ts';
import { newId } from '../server/db/id.ts';
import { write } from '../server/events/write.ts';
import { createLogger } from '../server/lib/log.ts';
import { startDelivery } from '../server/mail/delivery.ts';
import { writeDigests } from '../server/mail/digests.ts';
import { MailModel } from '../server/mail/mail.ts';
import { PreferencesModel } from '../server/mail/preferences.ts';
import { type NewMail, sendMail } from '../server/mail/send.ts';
import { openMailServer } from '../server/mail/transport.ts';
import { unsubscribeSecret } from '../server/mail/unsubscribe-link.ts';
import { openGuildhall } from './support/guildhall.ts';
import { request } from './support/http.ts';
import { MailServer } from './support/mail-server.ts';
import { ok, Person } from './support/person.ts';
import { openFreshStore } from './support/store.ts';

const post = new MailServer();
const silentLog = createLogger('silent');
const PUBLIC_URL = 'https://guild.test';

type Text = Partial<Pick<NewMail, 'kind' | 'subject' | 'paragraphs' | 'items' | 'link'>>;

const recordOf = async (person: Person) => (await AccountModel.findById(person.id).lean()) as AccountRecord;

const mailTo = (account: NewMail['account'], text: Text = {}): NewMail => ({
  account,
  kind: 'invitation',
  subject: 'Come to the group',
  paragraphs: ['Someone invites you.'],
  link: { text: 'Look at it', path: '/messages/1' },
  ...text,
});

/** Writes to a member as an action of Guildhall does: in a transaction. */
async function writeTo(person: Person, text: Text = {}): Promise<void> {
  const account = await recordOf(person);
  await write([], () => sendMail(mailTo(account, text)));
}

const stateOf = async (person: Person) => {
  const [mail] = await MailModel.find({ account: person.id }).sort({ _id: -1 }).lean();
  return mail?.state;
};

const settles = (person: Person, state: string) =>
  eventually(
    async () => (await stateOf(person)) === state,
    () => `the mail is ${state}`,
    15_000,
  );

test.each([
  ['SMTP_URL', 'mail.example.org'],
  ['SMTP_URL', 'http://mail.example.org'],
  ['MAIL_FROM', 'Guildhall'],
  ['MAIL_FROM', 'Guildhall <hall@guild.test>\r\nBcc: x@guild.test'],
  ['PUBLIC_URL', 'guild.test'],
  ['PUBLIC_URL', 'javascript:alert(1)'],
  ['PUBLIC_URL', 'https://guild.test/forum'],
])('%s is not taken to be %p', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(name);
});

describe('without a mail server', () => {
  let guildhall: Guildhall;
  beforeAll(async () => {
    guildhall = await openGuildhall();
  });
  afterAll(() => guildhall?.close());

  test('mails are kept where staff can read them, newest first and by state', async () => {
    const staff = await Person.register(guildhall.url, 'staff', 'staff');
    const member = await Person.register(guildhall.url);
    await writeTo(member, { subject: 'The first' });
    await settles(member, 'kept');
    await writeTo(member, { subject: 'The second', paragraphs: ['<b>Hello</b>', 'More'] });
    await settles(member, 'kept');
    const { items, next } = ok(await staff.get('/outbox?limit=1&state=kept')).body;
    expect(items[0]).toMatchObject({ subject: 'The second', state: 'kept', attempts: 0, to: member.account.email });
    expect(ok(await staff.get(`/outbox?cursor=${next}`)).body.items[0].subject).toBe('The first');
    expect(ok(await staff.get('/outbox?state=sent')).body.items).toEqual([]);
    const { text } = ok(await staff.get(`/outbox/${items[0].id}`)).body;
    expect(text).toBe('<b>Hello</b>\n\nMore\n\nLook at it: /messages/1');
  });

  test('only staff look into the outbox', async () => {
    const member = await Person.register(guildhall.url);
    const moderator = await Person.register(guildhall.url, 'moderator', 'moderator');
    await writeTo(member);
    const [mail] = await MailModel.find({ account: member.id }).lean();
    for (const person of [member, moderator]) {
      for (const path of ['/outbox', `/outbox/${mail!._id}`, `/outbox/${newId()}`]) {
        expect((await person.get(path)).body.code).toBe('forbidden');
      }
    }
  });

  test('what lies in the outbox goes after 30 days', async () => {
    const indexes = await MailModel.collection.indexes();
    expect(indexes).toContainEqual(expect.objectContaining({ key: { createdAt: 1 }, expireAfterSeconds: 2_592_000 }));
  });
});

test('what was committed before its node died is delivered by the next', async () => {
  const store = await openFreshStore();
  await post.open();
  try {
    const registration = { username: 'ann', email: 'ann@test.invalid', password: 'correct horse battery' };
    const account = await createAccount(registration);
    await write([], () => sendMail(mailTo(account)));
    const sender = { from: 'hall@guild.test', publicUrl: PUBLIC_URL, secret: await unsubscribeSecret() };
    const next = startDelivery({ server: openMailServer(post.url), sender, pauseMs: 100, log: silentLog });
    await post.gets(account.email);
    await next.stop();
    expect((await MailModel.find().lean()).map(({ state }) => state)).toEqual(['sent']);
    expect(post.to(account.email)).toHaveLength(1);
  } finally {
    await post.close();
    await store.close();
  }
});

describe('with a mail server', () => {
  let guildhall: Guildhall;
  let member: Person;
  beforeAll(async () => {
    await post.open();
    guildhall = await openGuildhall({
      smtpUrl: post.url,
      mailFrom: 'Guildhall <hall@guild.test>',
      publicUrl: PUBLIC_URL,
      mailPauseMs: 100,
    });
    member = await Person.register(guildhall.url);
  });
  afterAll(async () => {
    await guildhall?.close();
    await post.close();
  });

  const newMember = () => Person.register(guildhall.url);

  test('a mail is delivered once, with its text, its links and a head that says what it is', async () => {
    await writeTo(member, { paragraphs: ['Tom & <Jerry> invite you.'] });
    const [mail] = await post.gets(member.account.email);
    await settles(member, 'sent');
    expect(post.to(member.account.email)).toHaveLength(1);
    const { head, text, html, from } = mail!;
    const url = `${PUBLIC_URL}/api/v1/mail/unsubscribe?token=`;
    expect(from).toBe('hall@guild.test');
    expect(head.get('from')).toBe('Guildhall <hall@guild.test>');
    expect(head.get('to')).toBe(`The member <${member.account.email}>`);
    expect(head.get('subject')).toBe('Come to the group');
    expect(head.get('auto-submitted')).toBe('auto-generated');
    expect(head.get('list-unsubscribe')).toMatch(new RegExp(`^<${url.replace('?', '\\?')}[\\w.-]+>$`));
    expect(head.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(head.get('message-id')).toMatch(/^<[0-9a-f]{24}@guild\.test>$/);
    expect(text).toContain('Tom & <Jerry> invite you.');
    expect(text).toContain(`Look at it: ${PUBLIC_URL}/messages/1`);
    expect(text).toContain(`${PUBLIC_URL}/unsubscribe?token=`);
    expect(html).toContain('Tom &#38; &#60;Jerry&#62; invite you.');
    expect(html).toContain(`href="${PUBLIC_URL}/messages/1"`);
  });

  test('what names and texts hold becomes neither a line of the head nor markup', async () => {
    const person = await newMember();
    const evil = 'Ann\r\nBcc: victim@test.invalid\r\n\r\n<script>alert(1)</script>';
    await AccountModel.updateOne({ _id: person.id }, { $set: { displayName: evil } });
    const items = [{ title: evil, line: evil, path: '/t/1' }];
    await writeTo(person, { subject: evil, paragraphs: [evil], items, link: { text: evil, path: '/"><script>' } });
    const [mail] = await post.gets(person.account.email);
    expect(mail!.to).toEqual([person.account.email]);
    expect(mail!.head.has('bcc')).toBe(false);
    expect(mail!.html).not.toMatch(/<script/i);
    expect(post.to('victim@test.invalid')).toEqual([]);
  });

  test('of a change that did not happen nobody is written to', async () => {
    const [person, other] = [await newMember(), await newMember()];
    const account = await recordOf(person);
    const failing = write([], async () => {
      await sendMail(mailTo(account));
      throw new Error('not after all');
    });
    await expect(failing).rejects.toThrow('not after all');
    await writeTo(other);
    await post.gets(other.account.email);
    expect([await stateOf(person), post.to(person.account.email)]).toEqual([undefined, []]);
  });

  test('members get only what they want to be written to about', async () => {
    const person = await newMember();
    expect(ok(await person.get('/me/mail')).body).toEqual({ invitations: true, decisions: true, digest: 'off' });
    ok(await person.patch('/me/mail', { decisions: false }));
    for (const kind of ['decision', 'lead', 'digest', 'invitation'] as const) {
      await writeTo(person, { kind, subject: kind });
    }
    const [mail] = await post.gets(person.account.email);
    await settles(person, 'sent');
    expect(await MailModel.countDocuments({ account: person.id })).toBe(1);
    expect(mail!.head.get('subject')).toBe('invitation');
    expect(ok(await person.get('/me/mail')).body).toEqual({ invitations: true, decisions: false, digest: 'off' });
  });

  test('what is written while the mail server is down is delivered once it is up', async () => {
    const people = [await newMember(), await newMember(), await newMember()];
    await post.close();
    for (const person of people) await writeTo(person);
    await eventually(
      async () => (await MailModel.countDocuments({ error: /ECONNREFUSED/ })) > 0,
      () => 'it was tried',
      15_000,
    );
    await post.open();
    for (const person of people) await settles(person, 'sent');
    expect(people.map(({ account }) => post.to(account.email).length)).toEqual([1, 1, 1]);
    expect(await MailModel.countDocuments({ error: /ECONNREFUSED/ })).toBe(0);
  });

  test('what the mail server will never take is given up at once, and staff see why', async () => {
    const staff = await Person.register(guildhall.url, 'staff', 'staff');
    const [person, other] = [await newMember(), await newMember()];
    const before = post.asked;
    post.refuse = (address) =>
      address === person.account.email ? { code: 550, text: 'There is no such mailbox' } : null;
    await writeTo(person);
    await settles(person, 'failed');
    await writeTo(other);
    await post.gets(other.account.email);
    const [mail] = ok(await staff.get('/outbox?state=failed')).body.items;
    expect([mail.to, mail.attempts, post.asked - before]).toEqual([person.account.email, 1, 2]);
    expect(mail.error).toContain('There is no such mailbox');
  });

  test('what it will not take for now is tried again, and nobody else waits for it', async () => {
    const [person, other] = [await newMember(), await newMember()];
    let left = 2;
    post.refuse = (address) => {
      if (address !== person.account.email || left === 0) return null;
      left -= 1;
      return { code: 451, text: 'Come back later' };
    };
    await writeTo(person);
    await writeTo(other);
    await post.gets(other.account.email);
    await settles(person, 'sent');
    const mail = await MailModel.findOne({ account: person.id }).lean();
    expect([mail!.attempts, mail!.error]).toEqual([3, null]);
  });

  test('a mail whose node died over it is sent by another, under the same name', async () => {
    const person = await newMember();
    const now = new Date();
    // As a node leaves it that has claimed it and was killed: it is due once the claim has run out.
    const [left] = await MailModel.create([
      {
        account: person.id,
        kind: 'decision',
        to: { address: person.account.email, name: 'X' },
        ...{ subject: 'S', paragraphs: [], items: [], link: { text: 'L', path: '/' } },
        ...{ state: 'waiting', attempts: 1, createdAt: now, dueAt: new Date(now.getTime() + 300_000) },
      },
    ]);
    const other = await newMember();
    await writeTo(other);
    await post.gets(other.account.email);
    expect(post.to(person.account.email)).toEqual([]);
    await MailModel.updateOne({ _id: left!._id }, { $set: { dueAt: now } });
    await writeTo(other);
    const [mail] = await post.gets(person.account.email);
    expect(mail!.head.get('message-id')).toBe(`<${left!._id}@guild.test>`);
  });

  test('two that send at the same time send each mail once', async () => {
    const person = await newMember();
    const account = await recordOf(person);
    const sender = { from: 'second@guild.test', publicUrl: PUBLIC_URL, secret: await unsubscribeSecret() };
    const second = startDelivery({ server: openMailServer(post.url), sender, pauseMs: 20, log: silentLog });
    const subjects = Array.from({ length: 40 }, (_, index) => `Mail ${index}`);
    await Promise.all(subjects.map((subject) => write([], () => sendMail(mailTo(account, { subject })))));
    const mails = await post.gets(person.account.email, subjects.length);
    await second.stop();
    expect(mails.map(({ head }) => head.get('subject')).sort()).toEqual(subjects.sort());
  });

  describe('the link to turn such mails off', () => {
    const linkIn = async (person: Person, kind: NewMail['kind'] = 'invitation') => {
      await writeTo(person, { kind });
      const [mail] = await post.gets(person.account.email);
      const { search } = new URL(/<(.*)>/.exec(mail!.head.get('list-unsubscribe')!)![1]!);
      return `/mail/unsubscribe${search}`;
    };
    const oneClick = (path: string) =>
      fetch(`${guildhall.url}/api/v1${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'List-Unsubscribe=One-Click',
      });

    test('works with one click of a mail program, for those mails alone, and can be taken back', async () => {
      const person = await newMember();
      const path = await linkIn(person);
      const answer = await oneClick(path);
      expect([answer.status, await answer.json()]).toEqual([200, { topic: 'invitations', on: false }]);
      expect((await oneClick(path)).status).toBe(200);
      expect(ok(await person.get('/me/mail')).body).toEqual({ invitations: false, decisions: true, digest: 'off' });
      await writeTo(person);
      expect(await MailModel.countDocuments({ account: person.id })).toBe(1);
      expect((await request(guildhall.url, 'DELETE', path)).body).toEqual({ topic: 'invitations', on: true });
      expect(ok(await person.get('/me/mail')).body.invitations).toBe(true);
    });

    test('changes nothing when it is only looked at; browsers are sent to a page', async () => {
      const person = await newMember();
      const path = await linkIn(person, 'decision');
      expect((await request(guildhall.url, 'GET', path)).body).toEqual({ topic: 'decisions', on: true });
      const page = await fetch(`${guildhall.url}/api/v1${path}`, {
        headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' },
        redirect: 'manual',
      });
      expect([page.status, page.headers.get('location')]).toEqual([303, path.replace('/mail', '')]);
      expect(ok(await person.get('/me/mail')).body.decisions).toBe(true);
    });

    test('is worth nothing when anything in it is changed', async () => {
      const [person, other] = [await newMember(), await newMember()];
      const token = new URLSearchParams((await linkIn(person)).split('?')[1]).get('token')!;
      const forged = [
        'x',
        token.slice(0, -1),
        `${token}x`,
        token.replace(person.id, other.id),
        token.replace('invitations', 'decisions'),
        token.replace('invitations', 'constructor'),
      ];
      for (const wrong of forged) {
        for (const method of ['GET', 'POST', 'DELETE']) {
          const answer = await request(guildhall.url, method, `/mail/unsubscribe?token=${wrong}`);
          expect([answer.status, answer.body.code]).toEqual([400, 'invalid_link']);
        }
      }
      expect(await PreferencesModel.countDocuments({ _id: { $in: [person.id, other.id] } })).toBe(0);
    });
  });

  describe('the daily digest', () => {
    const news = async () => [{ title: 'A topic', line: 'by Ann in a group', link: '/t/1' }];
    const becomesDue = async (person: Person) => {
      ok(await person.patch('/me/mail', { digest: 'daily' }));
      const yesterday = new Date(Date.now() - 86_400_000);
      await PreferencesModel.updateOne({ _id: person.id }, { $set: { digestAt: yesterday, toldUpTo: yesterday } });
      return yesterday;
    };
    const mailsOf = (person: Person) => MailModel.countDocuments({ account: person.id });

    test('tells what has happened since the last, once a day, also if two nodes write it at once', async () => {
      const person = await newMember();
      const yesterday = await becomesDue(person);
      const asked: [string, Date][] = [];
      const digestOf: typeof news = async (...[account, since]: unknown[]) => {
        asked.push([(account as AccountRecord)._id.toString(), since as Date]);
        return news();
      };
      await Promise.all([writeDigests(digestOf, silentLog), writeDigests(digestOf, silentLog)]);
      await writeDigests(digestOf, silentLog);
      expect(asked).toContainEqual([person.id, yesterday]);
      const [mail] = await post.gets(person.account.email);
      await settles(person, 'sent');
      expect(await mailsOf(person)).toBe(1);
      expect(mail!.text).toContain(`A topic\nby Ann in a group\n${PUBLIC_URL}/t/1`);
      const { digestAt } = (await PreferencesModel.findById(person.id).lean())!;
      expect(digestAt!.getTime()).toBeGreaterThan(Date.now());
    });

    test('is not written when there is nothing to tell, or when it is off', async () => {
      const [quiet, off] = [await newMember(), await newMember()];
      await becomesDue(quiet);
      await writeDigests(async () => [], silentLog);
      await becomesDue(off);
      ok(await off.patch('/me/mail', { digest: 'off' }));
      await writeDigests(news, silentLog);
      expect([await mailsOf(quiet), await mailsOf(off)]).toEqual([0, 0]);
    });

    test('of one member that cannot be written does not keep the others waiting', async () => {
      const [broken, other] = [await newMember(), await newMember()];
      await becomesDue(broken);
      await becomesDue(other);
      const digestOf = async (account: AccountRecord) => {
        if (account._id.toString() === broken.id) throw new Error('cannot be read');
        return news();
      };
      await writeDigests(digestOf, silentLog);
      expect([await mailsOf(broken), await mailsOf(other)]).toEqual([0, 1]);
    });
  });
});
