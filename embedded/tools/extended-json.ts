import { Code, EJSON } from 'bson';
import type { Doc, Value } from '../bson/types.ts';

/**
 * A document as canonical Extended JSON (v2) on one line, as `mongoimport` reads it. Fields keep their order, also those
 * named like numbers. What JSON can't hold is lost: which of many NaNs one was, and that two fields had one name.
 */
export function extendedJson(doc: Doc): string {
  return `{${[...doc].map(([name, value]) => `${JSON.stringify(name)}:${valueText(value)}`).join(',')}}`;
}

function valueText(value: Value): string {
  if (value instanceof Map) return extendedJson(value);
  if (Array.isArray(value)) return `[${value.map(valueText).join(',')}]`;
  if (value === undefined) return '{"$undefined":true}';
  if (typeof value === 'number') return `{"$numberInt":"${value}"}`;
  if (typeof value === 'bigint') return `{"$numberLong":"${value}"}`;
  if (value instanceof Date) return `{"$date":{"$numberLong":"${value.getTime()}"}}`;
  if (value instanceof Code && value.scope)
    return `{"$code":${JSON.stringify(value.code)},"$scope":${extendedJson(value.scope as unknown as Doc)}}`;
  return EJSON.stringify(value, { relaxed: false });
}
