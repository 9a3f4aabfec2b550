import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { Conditions } from '../../load/conditions.ts';

/** A mail as it came in: its head unfolded, by lower-case name, and its text and HTML decoded. */
export type Received = {
  to: string[];
  from: string;
  raw: string;
  head: Map<string, string>;
  text: string;
  html: string;
};

/** A real SMTP server that keeps what it is given. */
export class MailServer {
  readonly received: Received[] = [];
  readonly #changes = new Conditions();
  #server: SMTPServer | null = null;
  #port = 0;
  /** Says no to a recipient: with the code and the text, or null to take it. */
  refuse: (address: string) => { code: number; text: string } | null = () => null;
  /** How often a recipient was named, whatever became of it. */
  asked = 0;

  get url(): string {
    return `smtp://127.0.0.1:${this.#port}`;
  }

  /** Opens it, again on the port it had. */
  async open(options: SMTPServerOptions = {}): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      logger: false,
      // Who still holds a connection is cut off: this one goes down like one that fell.
      closeTimeout: 50,
      onRcptTo: ({ address }, _session, done) => {
        this.asked += 1;
        this.#changes.changed();
        const refusal = this.refuse(address);
        done(refusal && Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
      },
      onData: (stream, { envelope }, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const from = envelope.mailFrom ? envelope.mailFrom.address : '';
          const raw = Buffer.concat(chunks).toString('utf8');
          this.received.push({ to: envelope.rcptTo.map(({ address }) => address), from, raw, ...partsOf(raw) });
          done();
          this.#changes.changed();
        });
      },
      ...options,
    });
    server.on('error', () => {});
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.server.address() as { port: number }).port;
    this.#server = server;
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  to = (address: string): Received[] => this.received.filter(({ to }) => to.includes(address));

  /** Comes back with the mails to an address once there are so many. */
  async gets(address: string, count = 1): Promise<Received[]> {
    await this.until(() => this.to(address).length >= count, `${count} mails to ${address}`);
    return this.to(address);
  }

  until(holds: () => boolean, what: string): Promise<void> {
    return this.#changes.until(holds, () => what, 15_000);
  }
}

function partsOf(raw: string): Pick<Received, 'head' | 'text' | 'html'> {
  const [headText, body] = cutHead(raw);
  const head = headOf(headText);
  const boundary = /boundary="?([^";]+)"?/.exec(head.get('content-type') ?? '')?.[1];
  const parts = boundary ? body.split(`--${boundary}`).slice(1, -1) : [];
  const part = (type: string) => parts.map(cutHead).find(([partHead]) => partHead.includes(type)) ?? ['', ''];
  return { head, text: decoded(part('text/plain')), html: decoded(part('text/html')) };
}

function cutHead(raw: string): [head: string, body: string] {
  const text = raw.replace(/^\r\n/, '');
  const end = text.indexOf('\r\n\r\n');
  return [text.slice(0, end), text.slice(end + 4)];
}

function headOf(text: string): Map<string, string> {
  const lines = text.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  return new Map(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
}

function decoded(part: [head: string, body: string] | string[]): string {
  return decodedBytes(part).replace(/\r\n/g, '\n').trim();
}

function decodedBytes([head, body]: [head: string, body: string] | string[]): string {
  if (/base64/i.test(head!)) return Buffer.from(body!, 'base64').toString('utf8');
  if (!/quoted-printable/i.test(head!)) return body!;
  const bytes = body!
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
