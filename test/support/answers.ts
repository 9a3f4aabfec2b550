import { z } from 'zod';
import type { Route } from '../../server/http/route.ts';

/** Where in a schema something lies, as paths into it: through objects, arrays, unions, what may be missing and what is lazy. */
export function placesIn(schema: z.ZodType, isIt: (schema: z.ZodType, key: string) => boolean): string[] {
  const seen = new Set<unknown>();
  const places: string[] = [];
  const look = (value: unknown, path: string[]): void => {
    if (typeof value !== 'object' || value === null) return;
    if (value instanceof z.ZodType) {
      const key = path.at(-1) ?? '';
      if (isIt(value, key)) places.push(path.join('.'));
      // The same thing may lie in several places; only what lies inside itself ends there.
      if (seen.has(value)) return;
      seen.add(value);
      for (const part of partsOf(value)) look(part, path);
      seen.delete(value);
    } else for (const [key, part] of Object.entries(value)) look(part, Array.isArray(value) ? path : [...path, key]);
  };
  look(schema, []);
  return places;
}

/** Whatever a schema is made of, of whatever kind it is. */
function partsOf(schema: z.ZodType): unknown[] {
  const { def } = schema._zod;
  if (schema instanceof z.ZodLazy) return [schema.unwrap()];
  return Object.entries(def)
    .filter(([name]) => name !== 'checks')
    .map(([, part]) => part);
}

/** The routes whose answers have it somewhere, as `GET /me`. */
export function routesWith(routes: Route[], isIt: (schema: z.ZodType, key: string) => boolean): Route[] {
  return routes.filter(({ answer }) => answer && placesIn(answer, isIt).length > 0);
}

export const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>): string => `${method} ${path}`;
