import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { strings } from '../strings.ts';

/** The three dots: what else can be done with a thing. */
export function OptionsMenu({
  label = strings.common.options,
  small,
  children,
}: {
  label?: string;
  small?: boolean;
  children: ReactNode;
}) {
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon variant={small ? 'subtle' : 'default'} color="gray" size={small ? 'md' : 'lg'} aria-label={label}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown mah="min(75dvh, 38rem)" style={{ overflowY: 'auto' }}>
        {children}
      </Menu.Dropdown>
    </Menu>
  );
}
