import { toId } from '../../server/db/id.ts';
import { PartnerModel } from '../../server/partners/partner.ts';
import {
  type Application,
  EvidenceFile,
  type NewApplication,
  type OwnApplication,
} from '../../shared/partners/applications.ts';
import type { PartnerFace } from '../../shared/partners/partners.ts';
import type { Process, Step } from '../../shared/partners/process.ts';
import { giveFacts, type Partnering } from './partnering.ts';
import { ok, Person } from './person.ts';

const step = (id: string, kind: Step['kind'], more: Partial<Step> = {}): Step => ({
  id,
  kind,
  title: `The ${id}`,
  details: '',
  required: true,
  months: null,
  links: 0,
  files: 0,
  ...more,
});

/** A process with a certificate that runs out, work to show, a talk, and a question one need not answer. */
export const PROCESS: Process = {
  version: 1,
  jss: 80,
  steps: [
    step('certificate', 'certification', { months: 12, files: 1 }),
    step('work', 'portfolio', { links: 2 }),
    step('talk', 'review'),
    step('why', 'question', { required: false }),
  ],
};

export const REQUIRED = PROCESS.steps.filter(({ required }) => required).map(({ id }) => id);

/** What someone answers to it. */
export const ANSWERS: NewApplication['answers'] = [
  { step: 'certificate', text: 'Number 12', links: [], files: [] },
  { step: 'work', text: '', links: [{ title: 'A site', url: 'https://work.example/site' }], files: [] },
];

export const APPLICATION: NewApplication = { processVersion: 1, headline: 'I make things with it', answers: ANSWERS };

/** As if its managers had set it. */
export async function giveProcess({ id }: PartnerFace, process: Process = PROCESS): Promise<void> {
  await PartnerModel.updateOne({ _id: toId(id) }, { $set: { process } });
}

export const invite = async ({ partner, manager }: Partnering, { username }: Person): Promise<void> => {
  ok(await manager.post(`/partners/${partner.slug}/invitations`, { username }));
};

export const applyTo = async (person: Person, { slug }: PartnerFace, changes: Partial<NewApplication> = {}) =>
  ok(await person.post(`/partners/${slug}/applications`, { ...APPLICATION, ...changes })).body as OwnApplication;

/** A file of theirs that shows what they know. */
export async function handIn(person: Person, words: string): Promise<EvidenceFile> {
  const response = await fetch(`${person.url}/api/v1/me/evidence?name=certificate.txt`, {
    method: 'POST',
    headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/octet-stream' },
    body: words,
  });
  return EvidenceFile.parse(await response.json());
}

export const withFile = ({ id }: EvidenceFile): NewApplication['answers'] => [
  { ...ANSWERS[0]!, files: [id] },
  ANSWERS[1]!,
];

/** Someone new who qualifies, was invited, and has applied, with a file. */
export async function applicant(scene: Partnering): Promise<{ person: Person; application: OwnApplication }> {
  const person = await Person.register(scene.manager.url, 'applicant');
  await giveFacts(person);
  await invite(scene, person);
  const answers = withFile(await handIn(person, 'I know how to make things'));
  return { person, application: await applyTo(person, scene.partner, { answers }) };
}

export const mark = async (manager: Person, { id }: { id: string }, stepId: string, met: boolean | null) =>
  ok(await manager.put(`/partner-applications/${id}/marks/${stepId}`, { met })).body as Application;

/** All that the process requires is met. */
export async function markAll(manager: Person, application: { id: string }): Promise<void> {
  for (const id of REQUIRED) await mark(manager, application, id, true);
}

export const decide = (manager: Person, { id }: { id: string }, decision: 'select' | 'decline', note?: string) =>
  manager.patch(`/partner-applications/${id}`, { decision, note });
