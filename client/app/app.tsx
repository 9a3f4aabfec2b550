import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { theme, variables } from '../theme.ts';
import { LiveSession } from './live-session.tsx';
import { queryClient } from './query-client.ts';
import { router } from './router.tsx';

export function App() {
  return (
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
        <QueryClientProvider client={queryClient}>
          <Notifications limit={3} position="bottom-left" autoClose={6_000} />
          <LiveSession>
            <RouterProvider router={router} />
          </LiveSession>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>
  );
}
