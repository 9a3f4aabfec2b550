/** What is wrong with a data file, in words for its owner. */
export class Damage extends Error {
  /** The page it was found on, where there is one. */
  readonly page: number | undefined;

  constructor(message: string, page?: number) {
    super(page === undefined ? message : `page ${page} ${message}`);
    this.name = 'Damage';
    this.page = page;
  }
}
