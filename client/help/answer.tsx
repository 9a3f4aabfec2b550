import type { strings } from '../strings.ts';
import classes from './help-page.module.css';

type AnswerProps = { answer: (typeof strings.help.answers)[number] };

/** A question with its answer; can be linked to. */
export function Answer({ answer: { id, question, says, steps, after = [] } }: AnswerProps) {
  return (
    <section aria-labelledby={id} className={classes.answer}>
      <h2 id={id} className={classes.question}>
        {question}
      </h2>
      {says.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {steps && (
        <ol>
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      {after.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </section>
  );
}
