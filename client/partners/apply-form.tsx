import { Alert, Button, TextInput } from '@mantine/core';
import type { OwnApplication } from '../../shared/partners/applications.ts';
import type { PartnerFace } from '../../shared/partners/partners.ts';
import type { Step } from '../../shared/partners/process.ts';
import { strings } from '../strings.ts';
import { Surface } from '../ui/surface.tsx';
import { askedIn } from './apply-draft.ts';
import classes from './apply-form.module.css';
import { ApplyStep } from './apply-step.tsx';
import { useApply } from './use-apply.ts';

const said = strings.partnerDealings.apply;

type ApplyFormProps = {
  partner: PartnerFace;
  /** The application that is changed. */
  sent: OwnApplication | null;
  done: () => void;
};

/** Asks what the partner's process asks for. */
export function ApplyForm({ partner, sent, done }: ApplyFormProps) {
  const { form, send, busy, problem } = useApply({ partner, sent, done });
  const { process } = partner;
  const reviews = process.steps.filter(({ kind }) => kind === 'review');
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {form.values.version !== process.version && (
        <Alert color="brass" title={said.processChanged} role="alert">
          <p className={classes.hint}>{said.processChangedHint}</p>
          <Button size="xs" variant="default" onClick={() => form.setFieldValue('version', process.version)}>
            {said.understood}
          </Button>
        </Alert>
      )}
      <Surface>
        <TextInput
          label={said.headline}
          description={said.headlineHint}
          required
          maxLength={120}
          {...form.getInputProps('headline')}
        />
      </Surface>
      {askedIn(process).map((step) => (
        <ApplyStep key={step.id} step={step} form={form} />
      ))}
      {reviews.map((step) => (
        <Review key={step.id} step={step} />
      ))}
      {problem && (
        <Alert color="brick" role="alert">
          {problem}
        </Alert>
      )}
      <div className={classes.end}>
        <span className={classes.dim}>{said.kept}</span>
        <Button type="submit" loading={busy}>
          {sent ? said.save : said.send}
        </Button>
      </div>
    </form>
  );
}

function Review({ step: { title, details } }: { step: Step }) {
  return (
    <Surface>
      <p className={classes.kind}>{said.reviews}</p>
      <h2 className={classes.title} dir="auto">
        {title}
      </h2>
      {details && (
        <p className={classes.details} dir="auto">
          {details}
        </p>
      )}
      <p className={classes.dim}>{said.reviewsHint}</p>
    </Surface>
  );
}
