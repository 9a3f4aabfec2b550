import { Alert, Button, NumberInput, Group as Row } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { PartnerFace } from '../../shared/partners/partners.ts';
import { partnerConsole } from '../api/partner-console.ts';
import rules from '../console/rules.module.css';
import { strings } from '../strings.ts';
import { Confirm } from '../ui/confirm.tsx';
import { Surface } from '../ui/surface.tsx';
import { toast } from '../ui/toast.ts';
import { StepFields } from './manage-step.tsx';
import { type DraftStep, MOST_STEPS, moved } from './process-draft.ts';
import { type ProcessEditing, useProcessDraft } from './use-process-draft.ts';

const said = strings.partnerSetup.process;

/** Where a partner's process is written. */
export function ProcessPart({ partner }: { partner: PartnerFace }) {
  const editing = useProcessDraft(partner.process);
  const { draft, outdated } = editing;
  return (
    <div className={rules.page}>
      {outdated && <Meanwhile editing={editing} />}
      <Surface aria-labelledby="steps">
        <h2 id="steps" className={rules.title}>
          {said.steps}
        </h2>
        <p className={rules.hint}>{said.lead}</p>
        <NumberInput
          label={said.jss}
          description={said.jssHint}
          min={80}
          max={100}
          allowDecimal={false}
          clampBehavior="strict"
          maw={260}
          mb="md"
          value={draft.jss}
          onChange={(value) => typeof value === 'number' && editing.setJss(value)}
        />
        <Steps editing={editing} />
      </Surface>
      <Foot slug={partner.slug} editing={editing} />
    </div>
  );
}

function Steps({ editing: { draft, setSteps, add } }: { editing: ProcessEditing }) {
  const { steps } = draft;
  const change = (changed: DraftStep) => setSteps(steps.map((step) => (step.key === changed.key ? changed : step)));
  return (
    <>
      {steps.length === 0 && <p className={rules.hint}>{said.none}</p>}
      <ol className={rules.rules}>
        {steps.map((step, at) => (
          <li key={step.key}>
            <StepFields
              step={step}
              at={at}
              last={at === steps.length - 1}
              change={change}
              move={(by) => setSteps(moved(steps, at, by))}
              remove={() => setSteps(steps.filter(({ key }) => key !== step.key))}
            />
          </li>
        ))}
      </ol>
      <Button
        mt="sm"
        size="xs"
        variant="default"
        leftSection={<IconPlus size={15} />}
        disabled={steps.length >= MOST_STEPS}
        onClick={add}
      >
        {said.add}
      </Button>
    </>
  );
}

function Foot({ slug, editing }: { slug: string; editing: ProcessEditing }) {
  const [saving, setSaving] = useState(false);
  const { dirty, outdated, sound, discard } = editing;

  async function save() {
    const { partner } = await partnerConsole.changeProcess(slug, editing.toSend());
    editing.saved(partner.process);
    toast(said.saved);
  }

  return (
    <div className={rules.foot} data-shown={dirty || undefined}>
      <span role="status" className={rules.state}>
        {outdated ? said.meanwhile : stateOf(editing)}
      </span>
      <Row gap="xs">
        <Button size="xs" variant="default" disabled={!dirty} onClick={discard}>
          {said.discard}
        </Button>
        <Button size="xs" disabled={!dirty || !sound || outdated} onClick={() => setSaving(true)}>
          {said.save}
        </Button>
      </Row>
      {saving && (
        <Confirm title={said.saveTitle} action={said.save} confirm={save} close={() => setSaving(false)}>
          {said.saveBody}
        </Confirm>
      )}
    </div>
  );
}

function stateOf({ sound, dirty, version }: ProcessEditing): string {
  if (!sound) return said.untitled;
  return dirty ? said.changed : said.unchanged(version);
}

function Meanwhile({ editing: { takeOver, discard } }: { editing: ProcessEditing }) {
  return (
    <Alert color="brass" role="alert" title={said.meanwhile}>
      {said.meanwhileHint}
      <Row gap="xs" mt="xs">
        <Button size="xs" onClick={takeOver}>
          {said.keepMine}
        </Button>
        <Button size="xs" variant="default" onClick={discard}>
          {said.takeTheirs}
        </Button>
      </Row>
    </Alert>
  );
}
