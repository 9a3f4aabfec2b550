import { GuildhallProcess } from '../support/process.ts';

export type RunningServer = {
  url: string;
  /** Printed on the first start only. */
  staff: { username: string; password: string } | null;
  /** As a power cut would: nothing is finished, nobody is told. */
  kill(): Promise<void>;
};

/** A Guildhall where ranks come quickly; `port` 0 takes a free one. */
export async function startServer(
  data: string,
  port = 0,
  environment: Record<string, string> = {},
): Promise<RunningServer> {
  const server = new GuildhallProcess({
    PORT: String(port),
    GUILDHALL_DATA: data,
    LADDER: 'quick',
    ...environment,
  });
  return { url: await server.url(), staff: server.staff(), kill: () => server.kill('SIGKILL') };
}
