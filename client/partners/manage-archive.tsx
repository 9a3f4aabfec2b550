import { Menu, Text } from '@mantine/core';
import { IconArchive, IconArchiveOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { PartnerFace } from '../../shared/partners/partners.ts';
import { partnerConsole } from '../api/partner-console.ts';
import { strings } from '../strings.ts';
import { Confirm } from '../ui/confirm.tsx';
import { OptionsMenu } from '../ui/options-menu.tsx';

const said = strings.partnerStaff.partners;

/** What staff can do with a partner as a whole: put it into the archive, or take it out again. */
export function PartnerOptions({ partner: { slug, name, archivedAt } }: { partner: PartnerFace }) {
  const [open, setOpen] = useState(false);
  const archived = archivedAt !== null;
  const action = archived ? said.unarchive : said.archive;
  return (
    <>
      <OptionsMenu>
        <Menu.Item
          leftSection={archived ? <IconArchiveOff size={16} /> : <IconArchive size={16} />}
          onClick={() => setOpen(true)}
        >
          {action}
        </Menu.Item>
      </OptionsMenu>
      {open && (
        <Confirm
          title={archived ? said.unarchiveTitle(name) : said.archiveTitle(name)}
          action={action}
          danger={!archived}
          confirm={() => partnerConsole.change(slug, { archived: !archived })}
          close={() => setOpen(false)}
        >
          <Text size="sm">{archived ? said.unarchiveBody : said.archiveBody}</Text>
        </Confirm>
      )}
    </>
  );
}
