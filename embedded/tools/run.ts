/** What can be done to a store's data from the command line, besides serving it. Each ends with its exit code. */
const tools: Record<string, () => Promise<{ run(args: string[]): number | Promise<number> }>> = {
  verify: () => import('./verify-command.ts'),
  backup: () => import('./backup-command.ts'),
  restore: () => import('./restore-command.ts'),
  export: () => import('./export-command.ts'),
};

export async function runTool(name: string, args: string[]): Promise<number> {
  const tool = Object.hasOwn(tools, name) ? tools[name] : undefined;
  if (!tool) throw new Error(`there is no ${name}: use ${Object.keys(tools).join(', ')}, or no word at all to serve`);
  return (await tool()).run(args);
}
