import { Button, Group as Row } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { StaffAccount } from '../../shared/staff.ts';
import { staff } from '../api/staff.ts';
import { strings } from '../strings.ts';
import { Surface } from '../ui/surface.tsx';
import { toastProblem } from '../ui/toast.ts';
import classes from './accounts.module.css';
import { EraseDialog } from './erase-dialog.tsx';

/** What is kept about someone: to be handed out, or to be erased. */
export function AccountData({ account, mayErase }: { account: StaffAccount; mayErase: boolean }) {
  const [busy, setBusy] = useState(false);
  const [erasing, setErasing] = useState(false);
  const said = strings.staff;

  async function save() {
    setBusy(true);
    await staff.saveData(account.member.username).catch(toastProblem);
    setBusy(false);
  }

  return (
    <Surface aria-labelledby="data">
      <h2 id="data" className={classes.title}>
        {said.data}
      </h2>
      <p className={classes.hint}>{said.dataHint}</p>
      <Row gap="xs">
        <Button size="sm" variant="default" leftSection={<IconDownload size={16} />} loading={busy} onClick={save}>
          {said.saveData}
        </Button>
        {mayErase && (
          <Button size="sm" variant="outline" color="brick" onClick={() => setErasing(true)}>
            {said.erase}
          </Button>
        )}
      </Row>
      {erasing && <EraseDialog account={account} close={() => setErasing(false)} />}
    </Surface>
  );
}
