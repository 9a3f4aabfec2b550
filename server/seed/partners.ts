import type { Answer } from '../../shared/partners/applications.ts';
import type { Facts } from '../../shared/partners/facts.ts';
import type { NewPartner, PartnerChanges } from '../../shared/partners/partners.ts';
import type { Step } from '../../shared/partners/process.ts';
import type { AccountRecord } from '../accounts/account.ts';
import { createPartner } from '../partners/actions.ts';
import { apply } from '../partners/applying.ts';
import { decideApplication } from '../partners/deciding.ts';
import { deliverFacts } from '../partners/facts-actions.ts';
import { expressInterest } from '../partners/interest-actions.ts';
import { inviteExpert } from '../partners/invitation-actions.ts';
import { markStep } from '../partners/reviewing.ts';
import { changePartner, changeProcess } from '../partners/settings-actions.ts';
import { appointManager } from '../partners/settings-managers.ts';

// The demo's partners, those who are their experts, and those who would be.

/** An account by its name, as it is now. */
type Who = (username: string) => Promise<AccountRecord>;

type DemoPartner = {
  face: NewPartner;
  manager: string;
  changes: PartnerChanges;
  steps: Step[];
  /** With what each says of themselves, and shows. */
  experts: [username: string, headline: string, shows: string][];
};

const step = (id: string, kind: Step['kind'], title: string, details: string, more: Partial<Step> = {}): Step => ({
  ...{ id, kind, title, details, required: true, months: null, links: 3, files: 2 },
  ...more,
});

const LUMEN: DemoPartner = {
  face: {
    slug: 'lumen-studio',
    name: 'Lumen Studio',
    tagline: 'The drawing table for teams who design together',
    about:
      'Lumen Studio is where interfaces are drawn, discussed and handed over.\n\nOur experts have shown us work they made with it, and how they made it. Hire one to set up a design system, to move a team over, or to draw what you have only described so far.',
    website: 'https://lumen.example',
    colour: '#7a3ff2',
  },
  manager: 'dana',
  changes: { groups: ['web-developers'], featured: 3, hours: 24 },
  steps: [
    step(
      'certificate',
      'certification',
      'Lumen Associate certificate',
      'The certificate’s address, or the file you got.',
      {
        months: 24,
      },
    ),
    step(
      'projects',
      'experience',
      'Two projects made with Lumen',
      'What you did in each, for whom, and how long it took.',
    ),
    step('portfolio', 'portfolio', 'Your portfolio', 'A link is enough.', { required: false }),
    step('call', 'review', 'A call with our team', 'Half an hour, in which you show us a file of yours.', {
      links: 0,
      files: 0,
    }),
  ],
  experts: [
    [
      'ana',
      'Design systems that survive their second year',
      'A system of 140 components for a bank, and the move of its six teams.',
    ],
    ['ben', 'From sketch to clickable in a week', 'A booking flow and a clinic’s patient app, both tested with users.'],
    ['chen', 'Data-heavy screens, made calm', 'Dashboards for a port and for a grid operator.'],
    ['emeka', 'Brand and interface in one hand', 'A rebrand with its app, and a library’s catalogue.'],
    ['farah', 'Right-to-left done right', 'Two shops in Arabic and English from one file.'],
    ['ines', 'Accessible from the first frame', 'A town’s services, to WCAG 2.2 AA.'],
  ],
};

const GRIDLINE: DemoPartner = {
  face: {
    slug: 'gridline',
    name: 'Gridline',
    tagline: 'Spreadsheets that grew up',
    about:
      'Gridline turns the spreadsheet everyone depends on into something one can depend on. Our experts have built ours with us.',
    website: 'https://gridline.example',
    colour: '#f2c230',
  },
  manager: 'goran',
  changes: { featured: 2, hours: 12 },
  steps: [
    step('training', 'training', 'The builder’s course', 'When you finished it, and with whom.'),
    step('hardest', 'question', 'What is the hardest thing you built with Gridline?', 'In your own words.', {
      links: 1,
      files: 0,
    }),
  ],
  experts: [
    ['chen', 'Models that finance can read', 'A forecast for forty shops, which its team keeps up alone.'],
    ['hana', 'Small tools for small teams', 'Stock, rota and invoices for a bakery.'],
  ],
};

/** What the marketplace says of those whom it says something else of. */
const FACTS: Record<string, Partial<Facts>> = {
  ana: { jss: 98, english: 'native' },
  ben: { jss: 91, fromElance: true, completeness: 92 },
  jonas: { jss: 84 },
  kiran: { jss: null, joined: { at: '2026-01-10T09:00:00.000Z', invitedBy: 'lumen-studio' } },
  mila: { jss: 81 },
  lucia: { jss: null, joined: { at: '2026-02-02T09:00:00.000Z', invitedBy: 'lumen-studio' } },
};

/** Partners with their experts: one whose badge rests, one who waits, one who was declined, one who is invited, and some interest. */
export async function seedPartners(founder: AccountRecord, who: Who, usernames: string[]): Promise<void> {
  await deliverFacts(usernames.map((username) => ({ username, version: 1, facts: { ...PLAIN, ...FACTS[username] } })));
  for (const demo of [LUMEN, GRIDLINE]) await seedPartner(founder, who, demo);
  const jonas = await applied(
    who,
    LUMEN,
    'jonas',
    'Prototypes that feel finished',
    'A museum’s guide, and a game’s menus.',
  );
  await select(who, LUMEN, jonas);
  await deliverFacts([{ username: 'jonas', version: 2, facts: { jss: 74 } }]);
  await applied(
    who,
    LUMEN,
    'kiran',
    'Icons and small illustrations',
    'A set of 300 icons, and the drawings of a children’s bank.',
  );
  const mila = await applied(who, LUMEN, 'mila', 'Landing pages', 'Three pages for friends.');
  await decideApplication(await who(LUMEN.manager), mila, {
    decision: 'decline',
    note: 'Good eye, too little work yet: look again in spring.',
  });
  const welcome =
    'Your posts about hand-over files are what we tell newcomers. Would you like to be one of our experts?';
  await inviteExpert(await who(LUMEN.manager), LUMEN.face.slug, { username: 'lucia', message: welcome });
  await expressInterest(await who('hana'), LUMEN.face.slug, {
    message: 'I teach Lumen at the evening school, and would like to be listed.',
  });
  await expressInterest(await who('farah'), GRIDLINE.face.slug, {
    message: 'I keep the books of four studios in Gridline.',
  });
}

const PLAIN: Facts = {
  status: 'active',
  jss: 90,
  completeness: 100,
  visibility: 'public',
  english: 'fluent',
  fromElance: false,
  joined: { at: '2021-05-01T00:00:00.000Z', invitedBy: null },
};

async function seedPartner(founder: AccountRecord, who: Who, demo: DemoPartner): Promise<void> {
  const { slug } = await createPartner(founder, demo.face);
  await appointManager(founder, slug, demo.manager);
  await changePartner(await who(demo.manager), slug, demo.changes);
  await changeProcess(await who(demo.manager), slug, { basedOn: 1, jss: 80, steps: demo.steps });
  for (const expert of demo.experts) await select(who, demo, await applied(who, demo, ...expert));
}

/** @returns the application's id. */
async function applied(
  who: Who,
  demo: DemoPartner,
  username: string,
  headline: string,
  shows: string,
): Promise<string> {
  const { slug } = demo.face;
  await inviteExpert(await who(demo.manager), slug, { username });
  const answers = demo.steps
    .filter(({ kind }) => kind !== 'review')
    .map(({ id, kind }) => answer(id, kind, username, shows));
  return (await apply(await who(username), slug, { processVersion: 2, headline, answers })).id;
}

function answer(
  step: string,
  kind: Step['kind'],
  username: string,
  shows: string,
): Omit<Answer, 'files'> & { files: string[] } {
  const links = kind === 'portfolio' ? [{ title: 'Portfolio', url: `https://${username}.example/work` }] : [];
  const text = kind === 'certification' ? 'Passed with distinction; the certificate lies in the portfolio.' : shows;
  return { step, text, links, files: [] };
}

async function select(who: Who, demo: DemoPartner, application: string): Promise<void> {
  const manager = await who(demo.manager);
  for (const { id, required } of demo.steps) if (required) await markStep(manager, application, id, { met: true });
  await decideApplication(manager, application, { decision: 'select' });
}
