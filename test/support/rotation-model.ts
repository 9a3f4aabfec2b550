import { createHash } from 'node:crypto';

type Turn = { round: number; active: boolean; person: number };

/** What the rotation is to do, as plainly as it can be said: everybody in one list, sorted anew for each page. */
export class RotationModel {
  readonly experts = new Map<string, Turn>();
  readonly #pages = new Map<string, string[]>();
  readonly #places: number;

  constructor(places: number) {
    this.#places = places;
  }

  /** Someone comes, with a badge they had or with a new one. */
  comes(id: string, person: number): void {
    const lowest = this.#lowest();
    const round = Math.max(0, ...this.#badgesOf(person).map((turn) => turn.round));
    const begins = lowest === null ? round : round > lowest ? lowest + 1 : lowest;
    this.experts.set(id, { round: begins, active: true, person });
  }

  goes(id: string): void {
    this.experts.get(id)!.active = false;
  }

  /** The page a bucket is shown in a period. */
  visit(bucket: string): string[] {
    const page = this.#pages.get(bucket);
    const seats = page ? this.#refilled(page) : this.#taken(this.#inOrder().slice(0, this.#places));
    this.#pages.set(bucket, seats);
    return seats.filter((id) => this.experts.get(id)!.active);
  }

  get rounds(): number[] {
    return this.#inOrder().map((id) => this.experts.get(id)!.round);
  }

  #refilled(page: string[]): string[] {
    const staying = page.filter((id) => this.experts.get(id)!.active);
    const lowest = this.#lowest();
    const next = this.#inOrder().filter((id) => this.experts.get(id)!.round === lowest && !staying.includes(id));
    const coming = this.#taken(next.slice(0, this.#places - staying.length));
    if (coming.length === 0) return page;
    const seats = page.map((id) => (staying.includes(id) ? id : coming.shift())).filter((id) => id !== undefined);
    return [...seats, ...coming];
  }

  #taken(ids: string[]): string[] {
    for (const id of ids) this.experts.get(id)!.round += 1;
    return ids;
  }

  #badgesOf(person: number): Turn[] {
    return [...this.experts.values()].filter((turn) => turn.person === person);
  }

  #lowest(): number | null {
    const [first] = this.rounds;
    return first ?? null;
  }

  #inOrder(): string[] {
    const key = (id: string) =>
      `${String(this.experts.get(id)!.round).padStart(9, '0')} ${placeOf(id, this.experts.get(id)!.round)}`;
    return [...this.experts.keys()]
      .filter((id) => this.experts.get(id)!.active)
      .sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }
}

const placeOf = (id: string, round: number): string =>
  createHash('sha256').update(`${id}:${round}`).digest('hex').slice(0, 16);
