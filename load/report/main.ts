/**
 * `report FILE.json [--html FILE] [--text]`: writes a report again; `compare A.json B.json`: two side by side.
 *
 * @param args what follows the program's name, `report` or `compare` first.
 * @returns the code to exit with.
 */
export async function reportCommand(args: string[]): Promise<number> {
  console.error(`${args[0]} is not known.`);
  return 2;
}
