import { IconCheck, IconHelp, IconMinus, IconX } from '@tabler/icons-react';
import type { QualificationLine } from '../../shared/partners/qualification.ts';
import { wordsOf } from '../../shared/partners/qualification-words.ts';
import classes from './qualification-lines.module.css';

const SIGNS = { holds: IconCheck, fails: IconX, missing: IconHelp, waived: IconMinus };

/** What it takes, line by line: what holds, what does not and why, in words. */
export function QualificationLines({ lines }: { lines: QualificationLine[] }) {
  return (
    <ul className={classes.lines}>
      {lines.map((line) => {
        const Sign = SIGNS[line.state];
        return (
          <li key={line.step ?? line.rule} className={classes.line} data-state={line.state}>
            <Sign size={16} aria-hidden="true" />
            <span dir="auto">{wordsOf(line)}</span>
          </li>
        );
      })}
    </ul>
  );
}
