import { IconLink } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Answer } from '../help/answer.tsx';
import { strings } from '../strings.ts';
import { TextLink } from '../ui/link.tsx';
import { Surface } from '../ui/surface.tsx';
import classes from './ranks-page.module.css';

/** What people ask about ranks. Each question has an address of its own. */
export function Questions() {
  useEffect(showAsked, []);
  return (
    <section aria-labelledby="questions" className={classes.part}>
      <h2 id="questions" className={classes.title}>
        {strings.ranks.questions}
      </h2>
      <Surface className={classes.questions}>
        {strings.ranks.answers.map((answer) => (
          <Answer key={answer.id} answer={answer} as="h3" link={<LinkTo {...answer} />} />
        ))}
      </Surface>
    </section>
  );
}

function LinkTo({ id, question }: { id: string; question: string }) {
  const label = strings.ranks.linkTo(question);
  return (
    <TextLink to="/ranks" hash={id} className={classes.link} aria-label={label} title={label}>
      <IconLink size={15} aria-hidden="true" />
    </TextLink>
  );
}

/** The question one came for: when the page was opened it was not there yet. */
function showAsked(): void {
  const id = location.hash.slice(1);
  if (id) document.getElementById(id)?.scrollIntoView();
}
