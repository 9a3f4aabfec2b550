import type { PartnerFace } from '../../shared/partners/partners.ts';
import { strings } from '../strings.ts';
import { Surface } from '../ui/surface.tsx';
import classes from './public-about.module.css';
import { SectionTitle } from './section-title.tsx';

/** What a partner says of itself: plain text, in which an empty line begins a paragraph. */
export function About({ partner }: { partner: PartnerFace }) {
  return (
    <Surface aria-labelledby="about">
      <SectionTitle id="about">{strings.partners.about(partner.name)}</SectionTitle>
      {paragraphsOf(partner.about).map(({ at, text }) => (
        <p key={at} className={classes.paragraph} dir="auto">
          {text}
        </p>
      ))}
    </Surface>
  );
}

/** With their places, by which they are told apart. */
const paragraphsOf = (text: string) =>
  text
    .split(/\n\s*\n/)
    .filter((part) => part.trim())
    .map((part, at) => ({ at, text: part }));
