import { type DeliveryOutcome, DeliveryOutcomes, type FactDelivery } from '../shared/partners/facts.ts';
import { UsageError } from './errors.ts';

/** Where facts go, and the service's token for it. */
export type Target = { url: string; token: string };

type Answer = { status: number; detail: string; retryAfter: number | null; body: unknown };

/** How often in a row it may be away, or ask to wait. */
const TRIES = 30;
const PATIENCE_MS = 120_000;
/** Where it does not say how long to wait, in seconds. */
const PAUSE = 2;

/**
 * Delivers these in one request, and again while it is refused for the moment only: that does no harm.
 * @param onWait hears for how many seconds it waits, and why.
 * @throws UsageError where it is refused for good, or for too long.
 */
export async function deliver(
  target: Target,
  items: FactDelivery[],
  onWait: (seconds: number, why: string) => void,
): Promise<DeliveryOutcome[]> {
  for (let tries = 1; ; tries += 1) {
    const answer = await ask(target, items);
    if (answer.status === 200) return DeliveryOutcomes.parse(answer.body).items;
    if (!isPassing(answer) || tries === TRIES) throw new UsageError(`${target.url} does not take it: ${answer.detail}`);
    const seconds = answer.retryAfter ?? PAUSE;
    onWait(seconds, answer.detail);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  }
}

/** `status` is 0 where there was no answer. */
const isPassing = ({ status }: Answer): boolean => [0, 429, 502, 503, 504].includes(status);

async function ask({ url, token }: Target, items: FactDelivery[]): Promise<Answer> {
  try {
    const response = await fetch(`${url}/api/v1/marketplace/facts`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ items }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const { status, statusText, headers } = response;
    const body = await response.json().catch(() => null);
    const detail = (body as { detail?: string } | null)?.detail ?? statusText;
    return { status, detail: `${status} ${detail}`, retryAfter: Number(headers.get('retry-after')) || null, body };
  } catch (error) {
    const { message, cause } = error as Error;
    return { status: 0, detail: (cause as Error | undefined)?.message || message, retryAfter: null, body: null };
  }
}
