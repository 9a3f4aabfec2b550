import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { strings } from '../strings.ts';
import classes from './sides.module.css';

/** Where there is no room beside the topics, what would stand there is the other side of the page. */
export function Sides({ talk, about }: { talk: ReactNode; about: ReactNode }) {
  const [side, setSide] = useState<string>('talk');
  return (
    <>
      <SegmentedControl
        fullWidth
        mb="md"
        value={side}
        onChange={setSide}
        data={[
          { value: 'talk', label: strings.groups.sides.talk },
          { value: 'about', label: strings.groups.sides.about },
        ]}
      />
      {side === 'talk' ? talk : <div className={classes.about}>{about}</div>}
    </>
  );
}
