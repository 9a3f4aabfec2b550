import { Alert, Button, Modal, Group as Row, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconCopy, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { services } from '../api/services.ts';
import { strings } from '../strings.ts';
import { toast } from '../ui/toast.ts';
import { useSubmit } from '../ui/use-submit.ts';

const said = strings.partnerStaff.services;

/** Lets a service in, and shows its token this once. */
export function NewServiceToken() {
  const [open, setOpen] = useState(false);
  const [token, setToken] = useState<string | null>(null);
  const close = () => setOpen(false);

  return (
    <>
      <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen(true)}>
        {said.make}
      </Button>
      {/* A click beside it would lose the token for good. */}
      <Modal
        opened={open}
        onClose={close}
        onExitTransitionEnd={() => setToken(null)}
        closeOnClickOutside={token === null}
        title={<Text fw={680}>{said.makeTitle}</Text>}
      >
        {token === null ? <NameForm made={setToken} /> : <ShownOnce token={token} close={close} />}
      </Modal>
    </>
  );
}

function NameForm({ made }: { made: (token: string) => void }) {
  const form = useForm({ initialValues: { name: '' } });
  const { submit, busy, problem } = useSubmit(form, async ({ name }) => {
    const { token } = await services.make(name.trim());
    made(token);
  });
  return (
    <form onSubmit={submit}>
      {problem && (
        <Alert color="brick" mb="sm">
          {problem}
        </Alert>
      )}
      <TextInput
        label={said.name}
        description={said.nameHint}
        required
        data-autofocus
        maxLength={80}
        {...form.getInputProps('name')}
      />
      <Row justify="flex-end" mt="md">
        <Button type="submit" loading={busy} disabled={!form.getValues().name.trim()}>
          {said.make}
        </Button>
      </Row>
    </form>
  );
}

function ShownOnce({ token, close }: { token: string; close: () => void }) {
  async function copy() {
    await navigator.clipboard.writeText(token);
    toast(said.copied);
  }
  return (
    <>
      <Alert color="brass" mb="sm">
        {said.once}
      </Alert>
      <TextInput readOnly dir="ltr" spellCheck={false} label={said.token} value={token} />
      <Row justify="flex-end" mt="md" gap="xs">
        <Button variant="default" leftSection={<IconCopy size={16} />} onClick={copy}>
          {said.copy}
        </Button>
        <Button onClick={close}>{strings.common.close}</Button>
      </Row>
    </>
  );
}
