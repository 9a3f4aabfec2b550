import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Act } from '../../shared/acts.ts';
import { canAppeal } from '../../shared/appeals.ts';
import { viewer } from '../live/current.ts';
import { strings } from '../strings.ts';
import { Ago } from '../ui/ago.tsx';
import { Card } from '../ui/cards.tsx';
import { atMoment } from '../ui/dates.ts';
import { Face } from '../ui/face.tsx';
import { TextLink } from '../ui/link.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { AppealDialog } from './appeal-dialog.tsx';
import classes from './own-act.module.css';

const said = strings.moderation.own;
const TONES = { open: 'waiting', granted: 'good', denied: 'bad' } as const;

/** One decision about oneself: what, by whom, why, about which words, and what has become of it. */
export function OwnAct({ act }: { act: Act }) {
  const [open, setOpen] = useState(false);
  const what = strings.acts.did(act.kind);
  const title = said.by(act.by.displayName, what);
  return (
    <Card label={title} over={act.undone !== null}>
      <header className={classes.head}>
        <Face id={act.by.id} name={act.by.displayName} size={34} />
        <div className={classes.what}>
          <p className={classes.title} dir="auto">
            {title}
          </p>
          <p className={classes.dim}>
            {act.group && (
              <>
                <TextLink to="/g/$slug" params={{ slug: act.group.slug }} dir="auto">
                  {act.group.name}
                </TextLink>{' '}
                ·{' '}
              </>
            )}
            <Ago at={act.at} />
            {act.until && ` · ${said.until(atMoment(act.until))}`}
          </p>
        </div>
        {act.undone ? (
          <StateBadge tone="good" live>
            {said.undone(act.undone.by.displayName)}
          </StateBadge>
        ) : (
          act.appeal !== 'none' && (
            <StateBadge tone={TONES[act.appeal]} live>
              {said.appeals[act.appeal]}
            </StateBadge>
          )
        )}
      </header>
      {act.reason && (
        <p className={classes.reason} dir="auto">
          {act.reason}
        </p>
      )}
      <About act={act} />
      {canAppeal(act, viewer()) && (
        <Button
          size="compact-sm"
          variant="default"
          mt="sm"
          aria-label={said.appealOf(title)}
          onClick={() => setOpen(true)}
        >
          {said.appeal}
        </Button>
      )}
      {open && <AppealDialog act={act} close={() => setOpen(false)} />}
    </Card>
  );
}

/** The words it is about; of many posts the first few. */
function About({ act: { topic, posts, postCount, detail } }: { act: Act }) {
  return (
    <>
      {topic && (
        <p className={classes.line}>
          <TextLink to="/t/$id/{-$number}" params={{ id: topic.id }} dir="auto">
            {topic.title}
          </TextLink>
          {detail && <span className={classes.dim}> → {detail}</span>}
        </p>
      )}
      {posts.map(({ id, topicId, number, excerpt }) => (
        <blockquote key={id} className={classes.post} dir="auto">
          {excerpt}{' '}
          <TextLink to="/t/$id/{-$number}" params={{ id: topicId, number: String(number) }}>
            {strings.posts.permalink(number)}
          </TextLink>
        </blockquote>
      ))}
      {postCount > posts.length && (
        <p className={classes.dim}>{said.posts(postCount - posts.length, posts.length > 0)}</p>
      )}
    </>
  );
}
