import { Alert, Button, Group as Row, SegmentedControl } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Site } from '../../shared/site.ts';
import { ErrorPage } from '../app/error-page.tsx';
import rulesClasses from '../console/rules.module.css';
import { RulesEditor } from '../console/rules-editor.tsx';
import { onHappening } from '../live/happenings.ts';
import { strings } from '../strings.ts';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { Surface } from '../ui/surface.tsx';
import classes from './limits.module.css';
import { LimitsTable } from './limits-table.tsx';
import { siteQuery } from './queries.ts';
import { SaveSite } from './save-site.tsx';
import { StaffPage } from './staff-page.tsx';
import { type SiteDraft, useSiteDraft } from './use-site-draft.ts';

/** What holds on the whole site: who may sign up, rules, limits. */
export function SitePage() {
  const { data, error, refetch } = useQuery(siteQuery);
  useSiteChanges();
  if (error && !data) return <ErrorPage error={error} reset={refetch} />;
  return (
    <StaffPage tab="site" lead={strings.staff.siteLead}>
      {data ? <Editing latest={data} /> : <RowsSkeleton rows={3} height={140} />}
    </StaffPage>
  );
}

function Editing({ latest }: { latest: Site }) {
  const draft = useSiteDraft(latest);
  const said = strings.staff;
  return (
    <div className={rulesClasses.page}>
      {draft.outdated && <Meanwhile draft={draft} />}
      <Surface aria-labelledby="registration">
        <h2 id="registration" className={rulesClasses.title}>
          {said.registration}
        </h2>
        <p className={rulesClasses.hint}>{said.registrationHint}</p>
        <SegmentedControl
          aria-label={said.registration}
          value={draft.own.registration}
          onChange={(value) => draft.setRegistration(value as Site['registration'])}
          data={[
            { value: 'open', label: said.registrationOpen },
            { value: 'closed', label: said.registrationClosed },
          ]}
        />
      </Surface>
      <Surface aria-labelledby="site-rules">
        <h2 id="site-rules" className={rulesClasses.title}>
          {said.rules}
        </h2>
        <p className={rulesClasses.hint}>{said.rulesHint}</p>
        <RulesEditor rules={draft.rules.rules} edit={draft.rules.edit} counts={null} />
      </Surface>
      <Surface aria-labelledby="limits" className={classes.sheet}>
        <h2 id="limits" className={rulesClasses.title}>
          {said.limits}
        </h2>
        <p className={rulesClasses.hint}>{said.limitsHint}</p>
        <LimitsTable defaults={latest.defaults} limits={draft.own.limits} change={draft.setLimit} />
      </Surface>
      <Foot draft={draft} />
    </div>
  );
}

function Foot({ draft }: { draft: SiteDraft }) {
  const [saving, setSaving] = useState(false);
  const said = strings.staff;
  const { dirty, outdated, rules } = draft;
  return (
    <div className={rulesClasses.foot} data-shown={dirty || undefined}>
      <span role="status" className={rulesClasses.state}>
        {!rules.sound && said.unsound}
        {rules.sound && (dirty ? said.changed : said.unchanged)}
      </span>
      <Row gap="xs">
        <Button size="xs" variant="default" disabled={!dirty} onClick={draft.discard}>
          {said.discard}
        </Button>
        <Button size="xs" disabled={!dirty || !rules.sound || outdated} onClick={() => setSaving(true)}>
          {said.saveSite}
        </Button>
      </Row>
      {saving && <SaveSite draft={draft} close={() => setSaving(false)} />}
    </div>
  );
}

function Meanwhile({ draft }: { draft: SiteDraft }) {
  const said = strings.staff;
  return (
    <Alert color="brass" role="alert" title={said.meanwhile}>
      <Row gap="xs">
        <Button size="xs" onClick={draft.takeOver}>
          {said.keepMine}
        </Button>
        <Button size="xs" variant="default" onClick={draft.discard}>
          {said.takeTheirs}
        </Button>
      </Row>
    </Alert>
  );
}

/** Fetches the settings anew whenever someone changes them. */
function useSiteChanges() {
  const client = useQueryClient();
  useEffect(
    () =>
      onHappening((event) => {
        if (event.type === 'site.changed') void client.invalidateQueries({ queryKey: siteQuery.queryKey });
      }),
    [client],
  );
}
