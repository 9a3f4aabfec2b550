import { type UseFormReturnType, useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { NewApplication, OwnApplication } from '../../shared/partners/applications.ts';
import type { PartnerFace } from '../../shared/partners/partners.ts';
import { dealings } from '../api/dealings.ts';
import { ApiProblem, hasCode } from '../api/problem.ts';
import { strings } from '../strings.ts';
import { readLocal, writeLocal } from '../topics/local.ts';
import { problemText, toast } from '../ui/toast.ts';
import { type ApplicationDraft, applicationOf, beginning, byField, isBlank, missingIn, tidied } from './apply-draft.ts';
import { partnerQuery } from './public-queries.ts';

const said = strings.partnerDealings.apply;

export type ApplyForm = UseFormReturnType<ApplicationDraft>;

type Applying = { partner: PartnerFace; sent: OwnApplication | null; done: () => void };

/** An application being written, kept on this device until it is sent. `sent`: the one that is changed. */
export function useApply({ partner, sent, done }: Applying) {
  const { slug, name, process } = partner;
  const key = `draft.application.${partner.id}`;
  const [initialValues] = useState(() => beginning(readLocal(key), sent, process));
  const form: ApplyForm = useForm<ApplicationDraft>({
    initialValues,
    onValuesChange: (values) => writeLocal(key, isBlank(values) ? null : values),
  });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const client = useQueryClient();

  async function send(): Promise<void> {
    const draft = tidied(form.getValues());
    form.setValues(draft);
    const application = applicationOf(draft, process);
    if (refuse(missingIn(application, process))) return;
    setBusy(true);
    setProblem(null);
    try {
      await (sent ? dealings.change(slug, application) : dealings.apply(slug, application));
      writeLocal(key, null);
      toast(sent ? said.saved : said.sent(name));
      done();
    } catch (error) {
      show(error, application);
    } finally {
      setBusy(false);
    }
  }

  function refuse(missing: string[]): boolean {
    form.setErrors(Object.fromEntries(missing.map((path) => [path, said.needed])));
    setProblem(missing.length > 0 ? said.incomplete : null);
    return missing.length > 0;
  }

  function show(error: unknown, application: NewApplication): void {
    const errors = byField(error instanceof ApiProblem ? error.errors : [], application);
    form.setErrors(Object.fromEntries(errors.map(({ path, message }) => [path, message])));
    const isShown = errors.length > 0 && errors.every(({ path }) => path === 'headline' || path.startsWith('answers.'));
    setProblem(isShown ? said.incomplete : problemText(error));
    // The form for the process as it is now comes with the partner's page.
    if (hasCode(error, 'process_changed')) void client.invalidateQueries({ queryKey: partnerQuery(slug).queryKey });
  }

  return { form, send, busy, problem };
}
