import { strings } from '../strings.ts';
import { brandOf } from './brand.ts';
import classes from './manage-colour.module.css';

const said = strings.partnerConsole.page;

type ColourPreviewProps = { name: string; tagline: string; colour: string };

/** How a colour comes out in both schemes. Where something is to be read, the nearest one that can be is taken. */
export function ColourPreview({ name, tagline, colour }: ColourPreviewProps) {
  return (
    <div className={classes.both} style={brandOf(colour)}>
      {(['light', 'dark'] as const).map((scheme) => (
        <figure key={scheme} className={classes.one} data-scheme={scheme}>
          <figcaption className={classes.scheme}>{said.schemes[scheme]}</figcaption>
          <div className={classes.hero} dir="auto">
            <b>{name}</b>
            <span>{tagline}</span>
          </div>
          <p className={classes.title}>{said.sampleTitle}</p>
          <p className={classes.text}>{said.sampleText}</p>
        </figure>
      ))}
    </div>
  );
}
