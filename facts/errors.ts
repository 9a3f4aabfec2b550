/** The command, the file's heading or the target is wrong: told as it is, without a stack; the program ends with 2. */
export class UsageError extends Error {}
