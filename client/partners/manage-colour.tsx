import { TextInput } from '@mantine/core';
import { strings } from '../strings.ts';
import { brandOf } from './brand.ts';
import classes from './manage-colour.module.css';

const said = strings.partnerSetup.page;

/** Whether it is written as one: #rrggbb. */
export const isColour = (text: string): boolean => /^#[0-9a-f]{6}$/.test(text);

/** A colour, picked or written. */
export function ColourField({ colour, choose }: { colour: string; choose: (colour: string) => void }) {
  return (
    <TextInput
      mt="sm"
      label={said.colour}
      description={said.colourHint}
      maxLength={7}
      error={!isColour(colour) && said.colourForm}
      value={colour}
      onChange={(event) => choose(event.currentTarget.value.toLowerCase())}
      rightSection={
        <input
          type="color"
          className={classes.picker}
          aria-label={said.pick}
          value={isColour(colour) ? colour : '#000000'}
          onChange={(event) => choose(event.currentTarget.value)}
        />
      }
    />
  );
}

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
