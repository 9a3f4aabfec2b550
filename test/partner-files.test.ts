import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import { tidySome } from '../server/partners/evidence-actions.ts';
import { EvidenceModel } from '../server/partners/evidence-record.ts';
import type { EvidenceFile, OwnApplication } from '../shared/partners/applications.ts';
import type { PartnerPage } from '../shared/partners/partners.ts';
import { ANSWERS, applyTo, giveProcess, invite } from './support/applying.ts';
import { openGuildhall } from './support/guildhall.ts';
import { type Answer, json } from './support/http.ts';
import { makePartner, type Partnering, partneringScene } from './support/partnering.ts';
import { fresh, ok, Person } from './support/person.ts';

let guildhall: Guildhall;
let scene: Partnering;
beforeAll(async () => {
  guildhall = await openGuildhall();
  scene = await partneringScene(guildhall.url);
  await giveProcess(scene.partner);
});
afterAll(() => guildhall?.close());

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const JPEG = Buffer.concat([Buffer.from('ffd8ffe000104a46494600', 'hex'), Buffer.alloc(64)]);
const WEBP = Buffer.concat([Buffer.from('RIFF\x1a\x00\x00\x00WEBPVP8L', 'latin1'), Buffer.alloc(64)]);
const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n');
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
const OLD = new Date(Date.now() - 2 * 86_400_000);

/** Sends bytes as a browser does, and says what came back. */
async function send(
  person: Person,
  method: string,
  path: string,
  content: Buffer,
  type = 'application/octet-stream',
): Promise<Answer> {
  const headers = { authorization: `Bearer ${person.token}`, 'content-type': type };
  const response = await fetch(`${guildhall.url}/api/v1${path}`, { method, headers, body: new Uint8Array(content) });
  return { status: response.status, body: await json(response), headers: response.headers };
}

const handIn = (person: Person, name: string, content: Buffer, type?: string) =>
  send(person, 'POST', `/me/evidence?name=${encodeURIComponent(name)}`, content, type);

const given = async (person: Person, name = 'one.png', content = PNG): Promise<EvidenceFile> =>
  ok(await handIn(person, name, content)).body;

/** What is fetched as it is, by someone or nobody. */
const fetchAs = (person: Person | null, path: string) =>
  fetch(`${guildhall.url}/api/v1${path}`, person ? { headers: { authorization: `Bearer ${person.token}` } } : {});

async function bytesOf(response: Response): Promise<Buffer> {
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

async function bytesAs(person: Person, { id }: EvidenceFile): Promise<Buffer> {
  return bytesOf(await fetchAs(person, `/evidence/${id}`));
}

const loosen = ({ id }: EvidenceFile, looseSince: Date) =>
  EvidenceModel.updateOne({ _id: toId(id) }, { $set: { looseSince } });

async function applyWith(person: Person, files: EvidenceFile[], partner = scene.partner): Promise<OwnApplication> {
  await invite({ ...scene, partner }, person);
  return applyTo(person, partner, { answers: withFiles(files) });
}

const withFiles = (files: EvidenceFile[]) =>
  ANSWERS.map((answer) => (answer.step === 'certificate' ? { ...answer, files: files.map(({ id }) => id) } : answer));

describe('a file that is handed in', () => {
  test.each([
    ['picture.png', PNG, 'image/png', 'picture.png'],
    ['photo.JPEG', JPEG, 'image/jpeg', 'photo.jpeg'],
    ['photo', WEBP, 'image/webp', 'photo.webp'],
    ['certificate.pdf', PDF, 'application/pdf', 'certificate.pdf'],
    ['notes.md', Buffer.from('Grüße,\r\n\tall'), 'text/plain', 'notes.md'],
    ['page.html', Buffer.from('<html><script>alert(1)</script>'), 'text/plain', 'page.html.txt'],
    ['run.bat', Buffer.from('format c:'), 'text/plain', 'run.bat.txt'],
    ['../../etc/\u202epass\u0000wd', Buffer.from('x'), 'text/plain', 'passwd.txt'],
    ['C:\\fakepath\\a"b?.txt', Buffer.from('x'), 'text/plain', 'ab.txt'],
    [`${'ü'.repeat(200)}.pdf`, PDF, 'application/pdf', `${'ü'.repeat(80)}.pdf`],
    ['...', PDF, 'application/pdf', 'file.pdf'],
  ])('as %p is what is in it, under a name that does no harm', async (name, content, type, kept) => {
    const { freelancer } = scene;
    const answer = await handIn(freelancer, name, content, 'application/json');
    expect(answer).toMatchObject({ status: 201, body: { type, name: kept, size: content.length } });
    expect(await bytesAs(freelancer, answer.body)).toEqual(content);
    await EvidenceModel.deleteMany({ owner: toId(freelancer.id) });
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['an archive', Buffer.from('504b0304140000000800', 'hex')],
    ['a program', Buffer.from('4d5a90000300000004000000', 'hex')],
    ['text with signs that are not seen', Buffer.from('a\u0000b')],
    ['no UTF-8', Buffer.from([0xc3, 0x28])],
    ['XML', Buffer.from('<?xml version="1.0"?><a/>')],
  ])('is refused when it is %s, whatever it is called', async (_case, content) => {
    const answer = await handIn(scene.freelancer, 'one.png', content, 'image/png');
    expect([answer.status, answer.body.code]).toEqual([422, 'file_refused']);
  });

  test('may have two megabytes and no more', async () => {
    const person = await Person.register(guildhall.url);
    const content = Buffer.alloc(2_097_152, 'a');
    expect((await bytesAs(person, await given(person, 'large.txt', content))).equals(content)).toBe(true);
    const answer = await handIn(person, 'large.txt', Buffer.alloc(2_097_153, 'a'));
    expect([answer.status, answer.body.code]).toEqual([413, 'too_large']);
  });

  test('needs a name', async () => {
    const answer = await send(scene.freelancer, 'POST', '/me/evidence', PNG);
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, 'name']);
  });
});

describe('room for files', () => {
  test('is there for twenty that belong to nothing', async () => {
    const person = await Person.register(guildhall.url);
    for (let n = 0; n < 20; n += 1) await given(person);
    expect((await handIn(person, 'one.png', PNG)).body.code).toBe('limit_reached');
  });

  test('ends with fifty megabytes, of those that belong to an application, too', async () => {
    const person = await Person.register(guildhall.url);
    const { id } = await given(person);
    await EvidenceModel.updateOne(
      { _id: toId(id) },
      { $set: { size: 50 * 1_048_576 - PNG.length }, $unset: { looseSince: 1 } },
    );
    await given(person);
    expect((await handIn(person, 'one.png', PNG)).body.code).toBe('limit_reached');
  });
});

describe('a file of someone’s', () => {
  test('is for its owner alone until it is sent to a partner, then for its managers and staff, too, to be kept and not opened', async () => {
    const { manager, staff, bystander, partner } = scene;
    const applicant = await Person.register(guildhall.url);
    const otherManager = await Person.register(guildhall.url);
    await makePartner(staff, otherManager);
    const file = await given(applicant, 'Größe.png');
    const path = `/evidence/${file.id}`;
    const refused = async (person: Person | null) => {
      const [own, none] = await Promise.all([fetchAs(person, path), fetchAs(person, `/evidence/${'0'.repeat(24)}`)]);
      expect([own.status, await own.text()]).toEqual([none.status, await none.text()]);
      expect([401, 404]).toContain(own.status);
    };
    for (const person of [manager, staff, bystander, otherManager, null]) await refused(person);

    await applyWith(applicant, [file]);
    for (const person of [bystander, otherManager, null]) await refused(person);
    for (const person of [applicant, manager, staff]) {
      const response = await fetchAs(person, path);
      expect(await bytesOf(response)).toEqual(PNG);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-disposition': expect.stringContaining('attachment;'),
        'content-security-policy': "sandbox; default-src 'none'",
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      });
    }
    ok(await applicant.delete(`/partners/${partner.slug}/applications`));
    for (const person of [manager, staff]) await refused(person);
  });

  test('cannot be sent by anyone else', async () => {
    const file = await given(scene.freelancer);
    const thief = await Person.register(guildhall.url);
    await invite(scene, thief);
    const application = { processVersion: 1, headline: 'Mine', answers: withFiles([file]) };
    const answer = await thief.post(`/partners/${scene.partner.slug}/applications`, application);
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, 'files']);
  });

  test('is thrown away when it has belonged to no application for a day', async () => {
    const person = await Person.register(guildhall.url);
    const [sent, loose, young] = [await given(person), await given(person), await given(person)];
    await applyWith(person, [sent]);
    await loosen(loose, OLD);
    while (await tidySome());
    expect((await person.get(`/evidence/${loose.id}`)).status).toBe(404);
    for (const file of [sent, young]) expect(await bytesAs(person, file)).toEqual(PNG);

    ok(
      await person.put(`/partners/${scene.partner.slug}/applications`, {
        processVersion: 1,
        headline: 'Another',
        answers: withFiles([young]),
      }),
    );
    await EvidenceModel.updateMany(
      { owner: toId(person.id), looseSince: { $exists: true } },
      { $set: { looseSince: OLD } },
    );
    while (await tidySome());
    expect((await person.get(`/evidence/${sent.id}`)).status).toBe(404);
    expect(await bytesAs(person, young)).toEqual(PNG);
  });
});

describe('a partner’s picture', () => {
  const logoOf = async (): Promise<string | null> =>
    ((await scene.bystander.get(`/partners/${scene.partner.slug}`)).body as PartnerPage).logo;

  test('is set by its managers and seen by strangers, at an address that is another one with each', async () => {
    const path = `/partners/${scene.partner.slug}/logo`;
    const ear = await scene.bystander.listen();
    await ear.watch({ [`partner:${scene.partner.id}`]: null });
    const face = ok(await send(scene.manager, 'PUT', path, PNG)).body;
    const told = await ear.next('partner.changed');
    expect(told.data.partner).toEqual(face);
    const response = await fetchAs(null, face.logo);
    expect(await bytesOf(response)).toEqual(PNG);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
    });
    expect(response.headers.get('content-disposition')).toBeNull();

    const next = ok(await send(scene.staff, 'PUT', path, WEBP)).body;
    expect(next.logo).not.toBe(face.logo);
    expect((await fetchAs(null, face.logo)).status).toBe(404);
    expect(await logoOf()).toBe(next.logo);
    expect((await scene.manager.delete(path)).body.logo).toBeNull();
    expect((await fetchAs(null, next.logo)).status).toBe(404);
    ear.close();
  });

  test.each([
    ['an SVG', SVG],
    ['a PDF', PDF],
    ['text', Buffer.from('hello')],
    ['nothing', Buffer.alloc(0)],
  ])('is never %s', async (_case, content) => {
    const answer = await send(scene.manager, 'PUT', `/partners/${scene.partner.slug}/logo`, content, 'image/png');
    expect([answer.status, answer.body.code]).toEqual([422, 'file_refused']);
  });

  test('is not too large', async () => {
    const content = Buffer.concat([PNG, Buffer.alloc(262_144)]);
    const answer = await send(scene.manager, 'PUT', `/partners/${scene.partner.slug}/logo`, content);
    expect([answer.status, answer.body.code]).toEqual([413, 'too_large']);
  });

  test('is set and taken away by nobody else', async () => {
    const other = await Person.register(guildhall.url);
    await makePartner(scene.staff, other);
    for (const person of [scene.bystander, scene.freelancer, other]) {
      const path = `/partners/${scene.partner.slug}/logo`;
      expect((await send(person, 'PUT', path, PNG)).body.code).toBe('forbidden');
      expect((await person.delete(path)).body.code).toBe('forbidden');
      expect((await send(person, 'PUT', `/partners/${fresh('none')}/logo`, PNG)).body.code).toBe('not_found');
    }
  });
});
