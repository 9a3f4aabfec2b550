import { toId } from '../../server/db/id.ts';
import { FactsModel } from '../../server/partners/facts-record.ts';
import { PartnerModel } from '../../server/partners/partner.ts';
import type { Facts, MadeServiceToken } from '../../shared/partners/facts.ts';
import type { PartnerFace } from '../../shared/partners/partners.ts';
import { GOOD_FACTS } from './good-facts.ts';
import { fresh, ok, Person } from './person.ts';

/** A partner with a manager, someone who would be its expert, and someone who has nothing to do with it. */
export type Partnering = {
  staff: Person;
  manager: Person;
  freelancer: Person;
  bystander: Person;
  partner: PartnerFace;
};

export async function partneringScene(url: string): Promise<Partnering> {
  const staff = await Person.register(url, 'staff', 'staff');
  const [manager, freelancer, bystander] = await Person.registerEach(url, ['manager', 'freelancer', 'bystander']);
  const partner = await makePartner(staff, manager);
  await giveFacts(freelancer);
  return { staff, manager, freelancer, bystander, partner };
}

export async function makePartner(staff: Person, manager: Person): Promise<PartnerFace> {
  const slug = fresh('partner');
  const face = { slug, name: `The ${slug}`, tagline: 'Makes tools', about: 'It makes tools.' };
  const partner: PartnerFace = ok(await staff.post('/partners', face)).body;
  await PartnerModel.updateOne({ _id: toId(partner.id) }, { $push: { managers: toId(manager.account.id) } });
  return partner;
}

/** As if the marketplace had told of someone before anything happened here. */
export async function giveFacts(person: Person, changes: Partial<Facts> = {}): Promise<void> {
  const entries = Object.entries({ ...GOOD_FACTS, ...changes }).map(([name, value]) => [name, { value, version: 1 }]);
  const facts = Object.fromEntries(entries);
  const record = { facts, everScored: changes.jss !== null, changedAt: new Date() };
  await FactsModel.replaceOne({ _id: toId(person.account.id) }, record, { upsert: true });
}

/** A token by which a service delivers facts. */
export async function serviceToken(staff: Person): Promise<string> {
  const { token }: MadeServiceToken = ok(await staff.post('/service-tokens', { name: fresh('service') })).body;
  return token;
}
