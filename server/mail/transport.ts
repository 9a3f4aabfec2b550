import { createTransport } from 'nodemailer';
import type { compose } from './compose.ts';

export type ComposedMail = ReturnType<typeof compose>;

/** What became of one attempt. `away`: the server, not the mail, is the trouble; the next mail would fare no better. */
export type Attempt = 'sent' | { failed: 'for good' | 'for now' | 'away'; error: string };

/** The way to the mail server. */
export type MailServer = { send(mail: ComposedMail): Promise<Attempt>; close(): void };

/** How many mails are under way at once. */
export const LANES = 4;
const PATIENCE_MS = 60_000;

/** @param url `smtp://` or `smtps://`, with name and password where the server asks for them. */
export function openMailServer(url: string): MailServer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: LANES,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  });
  return {
    async send(mail) {
      try {
        await transport.sendMail({ ...mail, signal: AbortSignal.timeout(PATIENCE_MS) });
        return 'sent';
      } catch (error) {
        return { failed: kindOf(error as MailError), error: (error as Error).message.slice(0, 500) };
      }
    },
    close: () => transport.close(),
  };
}

type MailError = Error & { code?: string; command?: string; responseCode?: number };

/** What is said to the recipient or to the text concerns this mail; all else, such as a refused sender, concerns every one. */
function kindOf({ code = '', command = '', responseCode = 0 }: MailError): 'for good' | 'for now' | 'away' {
  const ofThisMail = code === 'EMESSAGE' || (code === 'EENVELOPE' && command !== 'MAIL FROM');
  if (!ofThisMail) return 'away';
  // Without an answer by the server it was the mail itself that could not be put together.
  return responseCode >= 500 || responseCode === 0 ? 'for good' : 'for now';
}
