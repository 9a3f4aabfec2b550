import { Button } from '@mantine/core';
import { IconHourglass } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { Group } from '../../shared/groups.ts';
import type { HeldPost } from '../../shared/rules.ts';
import { useKeptDraft } from '../drafts/use-kept-draft.ts';
import { strings } from '../strings.ts';
import { StateBadge } from '../ui/state-badge.tsx';
import { takeNote } from './held.ts';
import classes from './held-topics.module.css';
import { useHeld } from './use-held.ts';
import { useWithdrawal } from './use-withdrawal.tsx';

const said = strings.moderation.held;

/** One's own topics that wait for approval or were just refused, above those that are there. */
export function HeldTopics({ group }: { group: Group }) {
  const held = useHeld({ groupId: group.id });
  if (held.length === 0) return null;
  return (
    <section aria-label={said.topics} className={classes.place}>
      {held.map((each) => (
        <HeldTopic key={each.id} held={each} group={group} />
      ))}
    </section>
  );
}

function HeldTopic({ held, group }: { held: HeldPost; group: Group }) {
  const draft = useKeptDraft(`group:${group.id}`);
  const navigate = useNavigate();
  const again = () => {
    // Another topic may have been begun meanwhile.
    if (!draft.title.trim() && !draft.body.trim()) draft.write({ title: held.title, body: held.body });
    void navigate({ to: '/g/$slug/new', params: { slug: group.slug } });
  };
  const { withdraw, dialog } = useWithdrawal(held, again);
  const over = held.state === 'refused';
  return (
    <article className={classes.row} aria-label={held.title}>
      <IconHourglass size={18} aria-hidden="true" className={classes.icon} />
      <div className={classes.text}>
        <span className={classes.title} dir="auto">
          {held.title}
        </span>
        <span className={classes.why} dir="auto">
          {held.why ? said.why(held.why) : said.hint}
        </span>
      </div>
      <div className={classes.acts}>
        <StateBadge tone={over ? 'bad' : 'waiting'} live>
          {over ? said.refused : said.waits}
        </StateBadge>
        {over ? (
          <>
            <Button size="compact-sm" variant="default" onClick={() => takeNote(held.id)}>
              {said.close}
            </Button>
            <Button
              size="compact-sm"
              onClick={() => {
                takeNote(held.id);
                again();
              }}
            >
              {said.again}
            </Button>
          </>
        ) : (
          <Button size="compact-sm" variant="default" onClick={withdraw}>
            {said.withdraw}
          </Button>
        )}
      </div>
      {dialog}
    </article>
  );
}
