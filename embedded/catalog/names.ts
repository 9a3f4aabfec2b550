import { fail } from '../errors.ts';

export function checkDatabaseName(name: string): void {
  if (name === '' || Buffer.byteLength(name) > 63 || /[/\\. "$\0]/.test(name))
    fail(73, `Invalid namespace specified '${name}': not a database name`);
}

export function checkCollectionName(namespace: string): void {
  const dot = namespace.indexOf('.');
  if (dot < 0) fail(73, `Invalid namespace specified '${namespace}'`);
  const name = namespace.slice(dot + 1);
  checkDatabaseName(namespace.slice(0, dot));
  if (
    name === '' ||
    name.includes('\0') ||
    name.includes('$') ||
    name.startsWith('.') ||
    Buffer.byteLength(namespace) > 255
  )
    fail(73, `Invalid namespace specified '${namespace}'`);
  if (name.startsWith('system.')) fail(73, `cannot write to '${namespace}'`);
}
