import { Button, Group as Row } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { AuditFilters } from '../../shared/audit.ts';
import { type AuditSource, audit } from '../api/audit.ts';
import { strings } from '../strings.ts';
import { toastProblem } from '../ui/toast.ts';

const FORMATS = ['csv', 'json'] as const;

/** Saves all that is listed, and what lies beyond the page, as a file. */
export function SaveAudit({ source, filters }: { source: AuditSource; filters: AuditFilters }) {
  const [busy, setBusy] = useState<string | null>(null);
  const said = strings.audit;

  async function save(format: 'csv' | 'json') {
    setBusy(format);
    await audit.save(source, filters, format).catch(toastProblem);
    setBusy(null);
  }

  return (
    <Row gap="xs">
      {FORMATS.map((format) => (
        <Button
          key={format}
          size="xs"
          variant="default"
          leftSection={<IconDownload size={15} />}
          aria-label={said.saveAs(said[format])}
          loading={busy === format}
          disabled={busy !== null}
          onClick={() => save(format)}
        >
          {said[format]}
        </Button>
      ))}
    </Row>
  );
}
