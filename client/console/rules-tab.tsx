import { Button, NumberInput, Group as Row } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Group } from '../../shared/groups.ts';
import type { Rules } from '../../shared/rules.ts';
import { leadersStream } from '../../shared/streams.ts';
import { rules as api } from '../api/console.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { onHappening } from '../live/happenings.ts';
import { strings } from '../strings.ts';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { Surface } from '../ui/surface.tsx';
import { DryRunPanel } from './dry-run-panel.tsx';
import { rulesQuery } from './queries.ts';
import classes from './rules.module.css';
import { RulesEditor } from './rules-editor.tsx';
import { RulesMeanwhile } from './rules-meanwhile.tsx';
import { changesBetween } from './rules-merge.ts';
import { SaveRules } from './save-rules.tsx';
import { useDryRun } from './use-dry-run.ts';
import { useRulesDraft } from './use-rules-draft.ts';

/** What may be posted in a group, and what is looked at first. */
export function RulesTab({ group }: { group: Group }) {
  const { data, error, refetch } = useQuery(rulesQuery(group.slug));
  const by = useLastToChange(group);
  if (error && !data) return <ErrorPage error={error} reset={refetch} />;
  if (!data) return <RowsSkeleton rows={3} height={140} />;
  return <Editing group={group} latest={data} by={by} />;
}

function Editing({ group, latest, by }: { group: Group; latest: Rules; by: string | null }) {
  const said = strings.console.rules;
  const client = useQueryClient();
  const draft = useRulesDraft(latest);
  const dryRun = useDryRun(draft.items, (items) => api.preview(group.slug, items));
  const [saving, setSaving] = useState(false);

  function saved(now: Rules) {
    client.setQueryData(rulesQuery(group.slug).queryKey, now);
    draft.saved(now);
  }

  return (
    <div className={classes.page}>
      {draft.outdated && (
        <RulesMeanwhile
          by={by}
          changes={changesBetween(draft.base.items, latest.items)}
          takeOver={draft.takeOver}
          discard={draft.discard}
        />
      )}
      <Surface aria-labelledby="rules">
        <h2 id="rules" className={classes.title}>
          {said.title}
        </h2>
        <p className={classes.hint}>{said.hint}</p>
        <RulesEditor
          rules={draft.rules}
          edit={draft.edit}
          counts={dryRun.current ? (dryRun.result?.counts ?? null) : null}
        />
      </Surface>
      <DryRunPanel dryRun={dryRun} disabled={!draft.sound || draft.rules.length === 0} />
      <Surface aria-labelledby="preapproval">
        <h2 id="preapproval" className={classes.title}>
          {said.preapproval}
        </h2>
        <NumberInput
          label={said.preapprove}
          description={said.preapproveHint}
          min={0}
          max={10}
          maw={320}
          value={draft.preapprove}
          onChange={(value) => draft.setPreapprove(Math.min(10, Math.max(0, Math.trunc(Number(value) || 0))))}
        />
      </Surface>
      <div className={classes.foot} data-shown={draft.dirty || undefined}>
        <span role="status" className={classes.state}>
          {stateOf(draft)}
        </span>
        <Row gap="xs">
          <Button size="xs" variant="default" disabled={!draft.dirty} onClick={draft.discard}>
            {said.discard}
          </Button>
          <Button size="xs" disabled={!draft.dirty || !draft.sound || draft.outdated} onClick={() => setSaving(true)}>
            {said.save}
          </Button>
        </Row>
      </div>
      {saving && (
        <SaveRules
          slug={group.slug}
          change={{ version: draft.base.version, items: draft.items, preapprove: draft.preapprove }}
          saved={saved}
          close={() => setSaving(false)}
        />
      )}
    </div>
  );
}

function stateOf({ dirty, sound, outdated }: ReturnType<typeof useRulesDraft>): string {
  const said = strings.console.rules;
  if (outdated) return said.blocked;
  if (!sound) return said.unsound;
  return dirty ? said.dirty : said.clean;
}

/** Fetches the rules anew whenever someone changes them, and says who it was. */
function useLastToChange(group: Group): string | null {
  const client = useQueryClient();
  const [by, setBy] = useState<string | null>(null);
  const stream = leadersStream(group.id);
  useEffect(
    () =>
      onHappening((event) => {
        if (event.type !== 'rules.changed' || event.stream !== stream) return;
        setBy(event.actor.displayName);
        void client.invalidateQueries({ queryKey: rulesQuery(group.slug).queryKey });
      }),
    [client, group.slug, stream],
  );
  return by;
}
