import { IconCheck, IconHelp, IconMinus, IconX } from '@tabler/icons-react';
import type { QualificationLine } from '../../shared/partners/qualification.ts';
import { wordsOf } from '../../shared/partners/qualification-words.ts';
import { strings } from '../strings.ts';
import classes from './qualification-lines.module.css';

const said = strings.partnerDealings.qualification;

const SIGNS = { holds: IconCheck, fails: IconX, missing: IconHelp, waived: IconMinus };

type QualificationLinesProps = {
  lines: QualificationLine[];
  /** To whom the lines are about: what they can do about those that are not met, and which the partner looks at. */
  advise?: boolean;
};

/** What it takes, line by line: what holds, what does not and why, in words. */
export function QualificationLines({ lines, advise }: QualificationLinesProps) {
  return (
    <ul className={classes.lines}>
      {lines.map((line) => {
        const Sign = SIGNS[line.state];
        return (
          <li key={line.step ?? line.rule} className={classes.line} data-state={line.state}>
            <Sign size={16} aria-hidden="true" />
            <span dir="auto">
              {advise ? adviceOn(line) : wordsOf(line)}
              {advise && line.state === 'fails' && <span className={classes.remedy}>{said.remedy(line.rule)}</span>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

const adviceOn = (line: QualificationLine): string =>
  line.rule === 'own' && line.state === 'missing' ? said.looked(line.title ?? '') : wordsOf(line);
