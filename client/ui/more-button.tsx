import { Button, Center } from '@mantine/core';
import { strings } from '../strings.ts';

/** Stands below a list that has another page, and adds it. */
export function MoreButton({ more }: { more: () => Promise<void> }) {
  return (
    <Center mt="lg">
      <Button variant="default" onClick={more}>
        {strings.common.more}
      </Button>
    </Center>
  );
}
