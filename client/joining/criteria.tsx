import { strings } from '../strings.ts';
import classes from './criteria.module.css';

/** Whom a closed group is for, where its leaders say so. */
export function Criteria({ text }: { text: string }) {
  if (!text) return null;
  return (
    <section className={classes.criteria} aria-labelledby="criteria">
      <h3 id="criteria" className={classes.title}>
        {strings.joining.criteria}
      </h3>
      <p className={classes.text} dir="auto">
        {text}
      </p>
    </section>
  );
}
