import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BlockModel } from '../server/accounts/block.ts';
import type { Guildhall } from '../server/app.ts';
import { newId, toId } from '../server/db/id.ts';
import { MessageModel } from '../server/messages/message.ts';
import type { Role } from '../shared/accounts.ts';
import type { Conversation, Message } from '../shared/messages.ts';
import { openGuildhall } from './support/guildhall.ts';
import type { Answer } from './support/http.ts';
import { ok, Person } from './support/person.ts';

const SECRET = 'a secret for tests alone, long enough';
let guildhall: Guildhall;
beforeAll(async () => {
  guildhall = await openGuildhall({ jwtSecret: SECRET });
});
afterAll(() => guildhall?.close());

const register = async (role?: Role) => (await Person.makeMany(guildhall.url, SECRET, 1, role))[0]!;

const begin = (from: Person, to: Person, body = 'Hello', clientId: string = randomUUID()) =>
  from.post('/me/conversations', { username: to.username, clientId, body });

const write = (from: Person, id: string, body = 'More', clientId: string = randomUUID()) =>
  from.post(`/conversations/${id}/messages`, { clientId, body });

/** Two who have written to each other once each. */
async function pair() {
  const [ada, bob] = (await Person.makeMany(guildhall.url, SECRET, 2)) as [Person, Person];
  const { id } = ok(await begin(ada, bob, 'Hello Bob')).body.conversation as Conversation;
  ok(await write(bob, id, 'Hello Ada'));
  return { ada, bob, id };
}

const messagesOf = async (person: Person, id: string, query = '') =>
  ok(await person.get(`/conversations/${id}/messages${query}`)).body;

const listOf = async (person: Person) => ok(await person.get('/me/conversations')).body;

const unreadOf = ({ lastMessage, read }: Conversation) => lastMessage.number - read;

const code = ({ status, body }: Answer) => [status, body.code];

describe('a conversation', () => {
  test('begins with the first message, and is one for both', async () => {
    const { ada, bob, id } = await pair();
    expect(ok(await begin(bob, ada)).body.conversation.id).toBe(id);
    const [hers, his] = [await listOf(ada), await listOf(bob)];
    expect([hers.items.length, his.items.length]).toEqual([1, 1]);
    expect([hers.items[0].with.username, his.items[0].with.username]).toEqual([bob.username, ada.username]);
  });

  test('is one where both begin it at once', async () => {
    const [ada, bob] = [await register(), await register()];
    const answers = await Promise.all([begin(ada, bob), begin(bob, ada), begin(ada, bob), begin(bob, ada)]);
    expect(new Set(answers.map((answer) => ok(answer).body.conversation.id)).size).toBe(1);
    expect(answers.map(({ body }) => body.message.number).sort()).toEqual([1, 2, 3, 4]);
  });

  test('reaches both live, and numbers its messages without gaps', async () => {
    const { ada, bob, id } = await pair();
    const ears = [await ada.listen(), await bob.listen()];
    for (const [index, person] of [ada, bob].entries()) await ears[index]!.watch({ [person.ownStream]: null });
    await Promise.all([write(ada, id, 'Three'), write(bob, id, 'Four'), write(ada, id, 'Five'), write(bob, id, 'Six')]);
    for (const [index, person] of [ada, bob].entries()) {
      await ears[index]!.next('message.sent', ({ data }) => data.message.number === 6);
      const numbers = ears[index]!.events(person.ownStream).map(
        ({ data }) => (data as { message: Message }).message.number,
      );
      expect(numbers).toEqual([3, 4, 5, 6]);
      ears[index]!.close();
    }
  });

  test('is read page by page, the latest first', async () => {
    const { ada, bob, id } = await pair();
    for (let number = 3; number <= 7; number += 1) ok(await write(number % 2 ? ada : bob, id, `Number ${number}`));
    const latest = await messagesOf(ada, id, '?limit=3');
    const middle = await messagesOf(ada, id, `?limit=3&before=${latest.next}`);
    const first = await messagesOf(ada, id, `?limit=3&before=${middle.next}`);
    const numbers = [first, middle, latest].map(({ items }) => items.map(({ number }: Message) => number));
    expect(numbers).toEqual([[1], [2, 3, 4], [5, 6, 7]]);
    expect(first.next).toBeNull();
  });

  test('stands above those in which less has happened lately', async () => {
    const ada = await register();
    const others = [await register(), await register(), await register()];
    const ids: string[] = [];
    for (const other of others) ids.push(ok(await begin(ada, other)).body.conversation.id);
    ok(await write(others[0]!, ids[0]!));
    const order = [ids[0], ids[2], ids[1]];
    expect((await listOf(ada)).items.map(({ id }: Conversation) => id)).toEqual(order);
    const first = ok(await ada.get('/me/conversations?limit=2')).body;
    const second = ok(await ada.get(`/me/conversations?limit=2&cursor=${first.next}`)).body;
    expect([...first.items, ...second.items].map(({ id }: Conversation) => id)).toEqual(order);
    expect(second.next).toBeNull();
  });

  test('can be looked for by the other’s name', async () => {
    const { ada, bob, id } = await pair();
    const stranger = await register();
    expect(ok(await ada.get(`/me/conversations?with=${bob.username}`)).body.items[0].id).toBe(id);
    expect(ok(await ada.get(`/me/conversations?with=${stranger.username}`)).body.items).toEqual([]);
  });
});

describe('a message', () => {
  test('that is sent twice is one', async () => {
    const { ada, bob, id } = await pair();
    const clientId = randomUUID();
    const answers = [await write(ada, id, 'Once', clientId), await write(ada, id, 'Once', clientId)];
    answers.push(await begin(ada, bob, 'Once', clientId));
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 200]);
    expect(new Set(answers.map(({ body }) => body.message.id)).size).toBe(1);
    expect((await messagesOf(bob, id)).items).toHaveLength(3);
  });

  test('that is sent several times at once is one', async () => {
    const { ada, id } = await pair();
    const clientId = randomUUID();
    const answers = await Promise.all(Array.from({ length: 5 }, () => write(ada, id, 'Once', clientId)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 201]);
    expect((await messagesOf(ada, id)).items).toHaveLength(3);
  });

  test('has a name of its own, whoever it goes to', async () => {
    const { ada, id } = await pair();
    const clientId = randomUUID();
    ok(await write(ada, id, 'Once', clientId));
    const answer = await begin(ada, await register(), 'Twice', clientId);
    expect([...code(answer), answer.body.errors[0].path]).toEqual([400, 'invalid_request', 'clientId']);
  });

  test.each([
    ['nothing', ''],
    ['blanks', ' \n\u200b'],
    ['too much', 'x'.repeat(5_001)],
  ])('of %s is refused', async (_what, body) => {
    const { ada, id } = await pair();
    expect(code(await write(ada, id, body))).toEqual([400, 'invalid_request']);
    expect((await messagesOf(ada, id)).items).toHaveLength(2);
  });

  test('to oneself is refused', async () => {
    const ada = await register();
    expect(code(await begin(ada, ada))).toEqual([400, 'invalid_request']);
    expect((await listOf(ada)).items).toEqual([]);
  });

  test('to someone there is not is refused', async () => {
    const body = { username: 'nobody-at-all', clientId: randomUUID(), body: 'Hello' };
    expect(code(await (await register()).post('/me/conversations', body))).toEqual([404, 'not_found']);
  });

  test('from one who writes to many at once gets through, and so do those of others', async () => {
    const sender = await register();
    const others = await Person.makeMany(guildhall.url, SECRET, 12);
    const sent = others.flatMap((to) => [
      begin(sender, to, 'One'),
      begin(to, sender, 'Two'),
      begin(sender, to, 'Three'),
    ]);
    expect((await Promise.all(sent)).map(({ status }) => status)).toEqual(sent.map(() => 201));
    const { items } = await listOf(sender);
    expect(items.map(({ lastMessage }: Conversation) => lastMessage.number)).toEqual(others.map(() => 3));
  });
});

describe('what is unread', () => {
  test('is counted over all conversations, and falls as they are read', async () => {
    const ada = await register();
    const [bob, eve] = [await register(), await register()];
    const first = ok(await begin(bob, ada)).body.conversation.id;
    for (let more = 0; more < 3; more += 1) ok(await write(bob, first));
    ok(await begin(eve, ada));
    const before = await listOf(ada);
    expect([before.unread, before.items.map(unreadOf)]).toEqual([5, [1, 4]]);
    ok(await ada.put(`/conversations/${first}/read`, { number: 3 }));
    const after = await listOf(ada);
    expect([after.unread, after.items.map(unreadOf)]).toEqual([2, [1, 1]]);
    expect([(await listOf(bob)).unread, (await listOf(eve)).unread]).toEqual([0, 0]);
  });

  test('is read by answering', async () => {
    const [ada, bob] = [await register(), await register()];
    const { id } = ok(await begin(bob, ada)).body.conversation;
    ok(await write(ada, id));
    expect((await listOf(ada)).unread).toBe(0);
    expect((await listOf(bob)).items[0].seen).toBe(2);
  });

  test('falls on all devices at once, and the other sees it', async () => {
    const { ada, bob, id } = await pair();
    const [phone, his] = [await ada.listen(), await bob.listen()];
    await phone.watch({ [ada.ownStream]: null });
    await his.watch({ [bob.ownStream]: null });
    ok(await ada.put(`/conversations/${id}/read`, { number: 2 }));
    const read = { conversationId: id, accountId: ada.id, number: 2 };
    expect((await phone.next('conversation.read')).data).toEqual({ ...read, unread: 0 });
    expect((await his.next('conversation.read')).data).toEqual({ ...read, unread: null });
    expect((await listOf(bob)).items[0].seen).toBe(2);
    phone.close();
    his.close();
  });

  test('never comes back, and ends with the last message', async () => {
    const { ada, bob, id } = await pair();
    ok(await ada.put(`/conversations/${id}/read`, { number: 1_000 }));
    ok(await ada.put(`/conversations/${id}/read`, { number: 1 }));
    expect((await listOf(ada)).items[0].read).toBe(2);
    ok(await write(bob, id));
    expect((await listOf(ada)).unread).toBe(1);
  });
});

describe('others', () => {
  test('may not see, write in, read or report what is between two, not even staff', async () => {
    const { ada, id } = await pair();
    const message = (await messagesOf(ada, id)).items[0].id;
    const nothing = '0'.repeat(24);
    for (const other of [await register(), await register('staff')]) {
      const asks = (conversation: string, of: string) => [
        other.get(`/conversations/${conversation}/messages`),
        write(other, conversation),
        other.put(`/conversations/${conversation}/read`, { number: 1 }),
        other.post(`/messages/${of}/reports`, { reason: 'Curious' }),
      ];
      const there = await Promise.all(asks(id, message));
      const notThere = await Promise.all(asks(nothing, nothing));
      expect(there.map(({ body }) => body)).toEqual(notThere.map(({ body }) => body));
      expect(there.map(code)).toEqual(there.map(() => [404, 'not_found']));
      expect((await listOf(other)).items).toEqual([]);
    }
  });

  test('may not watch the streams it lies on', async () => {
    const { ada, bob } = await pair();
    const ear = await (await register()).listen();
    expect(await ear.watch({ [ada.ownStream]: null, [bob.ownStream]: 0 })).toEqual({
      [ada.ownStream]: { denied: true },
      [bob.ownStream]: { denied: true },
    });
    ear.close();
  });
});

describe('a block', () => {
  test('stops messages both ways, and is said in the same way', async () => {
    const { ada, bob, id } = await pair();
    ok(await ada.put(`/me/blocks/${bob.username}`));
    const answers = [await write(bob, id), await begin(bob, ada), await write(ada, id), await begin(ada, bob)];
    expect(answers.map(code)).toEqual(answers.map(() => [403, 'blocked']));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect((await messagesOf(bob, id)).items).toHaveLength(2);
    ok(await ada.delete(`/me/blocks/${bob.username}`));
    expect((await write(bob, id)).status).toBe(201);
  });

  test('is nothing the blocked one is told of', async () => {
    const { ada, bob, id } = await pair();
    const before = await listOf(bob);
    ok(await ada.put(`/me/blocks/${bob.username}`));
    ok(await ada.put(`/conversations/${id}/read`, { number: 2 }));
    expect(await listOf(bob)).toEqual(before);
    expect((await listOf(ada)).items[0]).toMatchObject({ blocked: true, read: 2 });
  });

  test('hides what is read from both, until there is none', async () => {
    const { ada, bob, id } = await pair();
    ok(await write(ada, id));
    ok(await bob.put(`/me/blocks/${ada.username}`));
    ok(await bob.put(`/conversations/${id}/read`, { number: 3 }));
    expect((await listOf(ada)).items[0].seen).toBe(2);
    ok(await bob.delete(`/me/blocks/${ada.username}`));
    ok(await write(bob, id));
    expect((await listOf(ada)).items[0].seen).toBe(4);
  });

  test('is told on all devices of who blocks', async () => {
    const { ada, bob } = await pair();
    const ear = await ada.listen();
    await ear.watch({ [ada.ownStream]: null });
    ok(await ada.put(`/me/blocks/${bob.username}`));
    expect((await ear.next('block.changed')).data).toMatchObject({ accountId: bob.id, blocked: true });
    expect(ok(await ada.get('/me/blocks')).body.items.map(({ id }: { id: string }) => id)).toEqual([bob.id]);
    expect(ok(await bob.get('/me/blocks')).body.items).toEqual([]);
    ear.close();
  });

  test('lets in what was sent before it, and nothing after', async () => {
    const { ada, bob, id } = await pair();
    const { head } = await listOf(ada);
    const sending = Array.from({ length: 12 }, () => write(bob, id));
    const [blocked, ...sent] = await Promise.all([ada.put(`/me/blocks/${bob.username}`), ...sending]);
    ok(blocked);
    const ear = await ada.listen();
    const answer = (await ear.watch({ [ada.ownStream]: head.seq }))[ada.ownStream]!;
    const types = 'events' in answer ? answer.events.map(({ type }) => type) : [];
    const passed = sent.filter(({ status }) => status === 201);
    expect(types).toEqual([...passed.map(() => 'message.sent'), 'block.changed']);
    expect(sent.filter(({ status }) => status !== 201).map(code)).toEqual(
      Array(12 - passed.length).fill([403, 'blocked']),
    );
    ear.close();
  });

  test('made or lifted twice is as if once', async () => {
    const { ada, bob } = await pair();
    for (const [method, size] of [
      ['PUT', 1],
      ['PUT', 1],
      ['DELETE', 0],
      ['DELETE', 0],
    ] as const) {
      const { body } = ok(await ada.get('/me')) as Answer;
      expect((await ada.ask(method, `/me/blocks/${bob.username}`)).status).toBe(204);
      const blocks = ok(await ada.get('/me/blocks')).body;
      expect(blocks.items).toHaveLength(size);
      expect(blocks.head.seq - body.head.seq).toBeLessThanOrEqual(1);
    }
    const { head } = ok(await ada.get('/me/blocks')).body;
    ok(await ada.delete(`/me/blocks/${bob.username}`));
    expect(ok(await ada.get('/me/blocks')).body.head).toEqual(head);
  });

  test('is refused to one who blocks a thousand already', async () => {
    const { ada, bob } = await pair();
    const blocks = Array.from({ length: 1_000 }, () => ({ blocker: toId(ada.id), blocked: newId() }));
    await BlockModel.insertMany(blocks, { lean: true });
    expect(code(await ada.put(`/me/blocks/${bob.username}`))).toEqual([409, 'limit_reached']);
  });

  test('of oneself, or of someone there is not, is refused', async () => {
    const ada = await register();
    expect(code(await ada.put(`/me/blocks/${ada.username}`))).toEqual([400, 'invalid_request']);
    expect(code(await ada.put('/me/blocks/nobody-at-all'))).toEqual([404, 'not_found']);
  });
});

describe('a report of a message', () => {
  test('shows it to the staff with the few before it, and nothing after', async () => {
    const staff = await register('staff');
    const { ada, bob, id } = await pair();
    for (let number = 3; number <= 9; number += 1) ok(await write(bob, id, `Number ${number}`));
    const eighth = (await messagesOf(ada, id)).items[7];
    const ear = await staff.listen();
    await ear.watch({ staff: null });
    expect((await ada.post(`/messages/${eighth.id}/reports`, { reason: 'Not nice' })).status).toBe(204);
    const { data } = await ear.next('message.reported', (event) => event.data.message.id === eighth.id);
    expect(data.context.map(({ number }) => number)).toEqual([3, 4, 5, 6, 7]);
    expect([data.message, data.reporter.id, data.reason, data.state]).toEqual([eighth, ada.id, 'Not nice', 'open']);
    const { items } = ok(await staff.get('/message-reports?limit=100')).body;
    expect(items.at(-1)).toEqual(data);
    ear.close();
  });

  test('is made once by each, and not about one’s own message', async () => {
    const { ada, bob, id } = await pair();
    const [first] = (await messagesOf(ada, id)).items;
    const report = (person: Person) => person.post(`/messages/${first.id}/reports`, { reason: 'Rude' });
    const answers = await Promise.all([report(bob), report(bob)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect(code(await report(bob))).toEqual([409, 'already_reported']);
    expect(code(await report(ada))).toEqual([403, 'forbidden']);
  });

  test('is handled once, by staff alone', async () => {
    const staff = await register('staff');
    const { ada, bob, id } = await pair();
    const message = (await messagesOf(bob, id)).items[0].id;
    ok(await bob.post(`/messages/${message}/reports`, { reason: 'Rude' }));
    const report = ok(await staff.get('/message-reports?limit=100')).body.items.at(-1);
    const handle = (person: Person) => person.patch(`/message-reports/${report.id}`, { state: 'handled' });
    const moderator = await register('moderator');
    for (const other of [ada, bob, moderator]) {
      expect(code(await handle(other))).toEqual([404, 'not_found']);
      expect(code(await other.get('/message-reports'))).toEqual([403, 'forbidden']);
    }
    const answers = await Promise.all([handle(staff), handle(staff)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('already_decided');
    const handled = ok(await staff.get('/message-reports?state=handled&limit=100')).body.items.at(-1);
    expect([handled.id, handled.handledBy.id]).toEqual([report.id, staff.id]);
  });
});

test('what a message says is kept nowhere else than with the two and where it was reported', async () => {
  const [ada, bob] = [await register(), await register()];
  const secret = `secret-${randomUUID()}`;
  const { id } = ok(await begin(ada, bob, secret)).body.message;
  const { db } = MessageModel.collection.conn;
  const found: string[] = [];
  for (const { name } of await db!.listCollections().toArray()) {
    for (const document of await db!.collection(name).find().toArray()) {
      if (JSON.stringify(document).includes(secret)) found.push(`${name} ${document.stream ?? document._id}`);
    }
  }
  expect(found.sort()).toEqual([`events ${ada.ownStream}`, `events ${bob.ownStream}`, `messages ${id}`].sort());
});
