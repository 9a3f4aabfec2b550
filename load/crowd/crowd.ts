import { at, microseconds } from '../clock.ts';
import { Conditions } from '../conditions.ts';
import type { Ramp, WorkerPlan } from '../plan.ts';
import { Device } from './device.ts';
import type { Surroundings } from './watching.ts';
import { pick } from './words.ts';

/** Those who leave are away for at most so long, in milliseconds. */
const AWAY_MS = 10_000;
const TICK_MS = 500;

/** All devices of a worker. */
export class Crowd {
  readonly devices: Device[];
  readonly #tally: Surroundings['tally'];
  readonly #churn: number;
  readonly #ofMember = new Map<number, Device[]>();
  readonly #conditions = new Conditions();
  readonly #returning = new Map<Device, NodeJS.Timeout>();
  #churning: NodeJS.Timeout | undefined;

  constructor(plan: WorkerPlan, token: (member: number) => string, around: Surroundings) {
    this.#tally = around.tally;
    this.#churn = plan.churn;
    this.devices = plan.devices.map(({ name, member, url, views, forbidden }) => {
      const { id, groups } = plan.members[member]!;
      const streams = [`account:${id}`, ...groups.map((group) => plan.groups[group]!.stream)];
      const device = new Device({ name, accountId: id, url, token: () => token(member), streams, forbidden }, around);
      if (views) device.view(views);
      this.#ofMember.set(member, [...(this.#ofMember.get(member) ?? []), device]);
      return device;
    });
  }

  /** All come, one after the other. */
  async ramp({ from, seconds }: Ramp): Promise<void> {
    const apart = (seconds * 1_000_000) / Math.max(1, this.devices.length);
    for (const [index, device] of this.devices.entries()) {
      const due = from + index * apart;
      if (due > microseconds()) await at(due);
      this.#tally.wanted += 1;
      device.come(due);
    }
  }

  /** Some leave, and come back after a while. */
  churn(): void {
    let owed = 0;
    clearInterval(this.#churning);
    if (this.#churn <= 0) return;
    this.#churning = setInterval(() => {
      owed += (this.devices.length * this.#churn * TICK_MS) / 100 / 60_000;
      for (; owed >= 1; owed -= 1) this.#sendHome(pick(this.devices));
    }, TICK_MS);
  }

  /** @param share of the devices whose connection breaks. */
  cut(share: number): void {
    for (const device of this.devices) if (Math.random() < share) device.cut();
  }

  type(member: number, topic: string): void {
    for (const device of this.#ofMember.get(member) ?? []) device.type(topic);
  }

  /** Nobody leaves any more, and all who did come back. */
  gather(): void {
    clearInterval(this.#churning);
    for (const device of [...this.#returning.keys()]) this.#return(device, microseconds());
  }

  /**
   * Comes back when all have everything up to these heads, and have heard whatever else was sent to them.
   * @returns how many have not, in the end.
   */
  async reach(heads: Record<string, number>, patienceMs: number): Promise<number> {
    const lagging = new Set(this.devices.filter((device) => !device.dismissed));
    const look = (device: Device) => {
      if (device.caughtUp && reaches(device, heads)) lagging.delete(device);
    };
    const lookAtAll = () => {
      for (const device of lagging) look(device);
      this.#conditions.changed();
    };
    const looking = setInterval(lookAtAll, 100);
    lookAtAll();
    await this.#conditions
      .until(
        () => lagging.size === 0,
        () => '',
        patienceMs,
      )
      .catch(() => {});
    clearInterval(looking);
    await Promise.all(this.devices.filter(({ online }) => online).map((device) => device.settled().catch(() => {})));
    return lagging.size;
  }

  /** The last that was heard of each stream by anyone. */
  told(): Record<string, number> {
    const all: Record<string, number> = {};
    for (const { followed } of this.devices) {
      for (const { stream, told } of followed.values()) all[stream] = Math.max(all[stream] ?? 0, told);
    }
    return all;
  }

  leave(): void {
    for (const timer of this.#returning.values()) clearTimeout(timer);
    for (const device of this.devices) device.leave(true);
  }

  #sendHome(device: Device): void {
    if (!device.caughtUp || this.#returning.has(device)) return;
    this.#tally.wanted -= 1;
    device.leave(Math.random() < 0.5);
    const away = Math.random() * AWAY_MS;
    const due = microseconds() + away * 1_000;
    this.#returning.set(
      device,
      setTimeout(() => this.#return(device, due), away),
    );
  }

  #return(device: Device, due: number): void {
    clearTimeout(this.#returning.get(device));
    this.#returning.delete(device);
    this.#tally.wanted += 1;
    device.come(due);
  }
}

const reaches = (device: Device, heads: Record<string, number>): boolean =>
  [...device.followed.values()].every((following) => following.reaches(heads[following.stream] ?? 0));
