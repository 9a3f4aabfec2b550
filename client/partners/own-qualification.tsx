import type { OwnFacts } from '../../shared/partners/facts.ts';
import type { Process } from '../../shared/partners/process.ts';
import { type Qualification, qualify } from '../../shared/partners/qualification.ts';
import { strings } from '../strings.ts';
import classes from './own-dealing.module.css';
import { QualificationLines } from './qualification-lines.tsx';

const said = strings.partnerDealings.qualification;

type Asked = Pick<Process, 'jss' | 'steps'>;

/** What all partners ask for. */
export const OF_ALL: Asked = { jss: 0, steps: [] };

/** Folded up, as it is not the first thing one comes for. */
export function HowOneQualifies({ facts, process }: { facts: OwnFacts; process: Asked }) {
  const qualification = ownQualification(facts, process);
  return (
    <details className={classes.details}>
      <summary>{said.title}</summary>
      <OwnQualification qualification={qualification} />
    </details>
  );
}

export function OwnQualification({ qualification: { newcomer, lines } }: { qualification: Qualification }) {
  const isGood = lines.every(({ rule, state }) => rule === 'own' || state === 'holds' || state === 'waived');
  return (
    <>
      <p className={classes.verdict}>{isGood ? said.good : said.bad}</p>
      {newcomer && <p className={classes.verdict}>{said.newcomer}</p>}
      <QualificationLines lines={lines} advise />
    </>
  );
}

/** What can be told without what the partner says of the steps, of which an applicant learns nothing. */
export const ownQualification = ({ facts, everScored }: OwnFacts, process: Asked): Qualification =>
  qualify({ facts, everScored, usable: true, marks: [] }, process, new Date());
