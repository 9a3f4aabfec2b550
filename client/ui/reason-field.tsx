import { Textarea } from '@mantine/core';

type ReasonFieldProps = {
  label: string;
  hint?: string;
  rows?: number;
  required?: boolean;
  reason: string;
  setReason: (reason: string) => void;
};

/** Where one says why something is done; the cursor stands in it at once. */
export function ReasonField({ label, hint, rows = 2, required, reason, setReason }: ReasonFieldProps) {
  return (
    <Textarea
      label={label}
      description={hint}
      autosize
      minRows={rows}
      maxLength={500}
      required={required}
      data-autofocus
      value={reason}
      onChange={(event) => setReason(event.currentTarget.value)}
    />
  );
}
