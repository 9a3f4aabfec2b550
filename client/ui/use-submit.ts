import type { UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import type { FieldError } from '../../shared/problems.ts';
import { ApiProblem } from '../api/problem.ts';
import { problemText } from './toast.ts';

/**
 * Sends a form and shows refusals where they belong: at their fields, or as `problem` above the form.
 * `more` names the fields of refusals that the server gives no path for.
 */
export function useSubmit<Values extends Record<string, unknown>>(
  form: UseFormReturnType<Values>,
  send: (values: Values) => Promise<unknown>,
  more: (error: unknown) => FieldError[] = () => [],
) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const submit = form.onSubmit(async (values) => {
    setBusy(true);
    setProblem(null);
    try {
      await send(values);
    } catch (error) {
      setProblem(show(error));
    } finally {
      setBusy(false);
    }
  });

  function show(error: unknown): string | null {
    const errors = [...(error instanceof ApiProblem ? error.errors : []), ...more(error)];
    const known = errors.filter(({ path }) => path in form.getValues());
    form.setErrors(Object.fromEntries(known.map(({ path, message }) => [path, message])));
    return known.length > 0 ? null : problemText(error);
  }

  return { submit, busy, problem };
}
