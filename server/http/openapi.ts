import { z } from 'zod';
import { EVENTS } from '../../shared/events.ts';
import { Problem } from '../../shared/problems.ts';
import { paramsSchema, type Route } from './route.ts';

/** The OpenAPI 3.1 description of the table, made from the very schemas the requests are checked with. */
export function openApiOf(routes: Route[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Guildhall',
      version: '1',
      description:
        'Errors are problem documents (RFC 9457). Answers with 429 and 503 say in Retry-After when to come back.',
    },
    servers: [{ url: '/api/v1' }],
    paths,
    components: {
      securitySchemes: SCHEMES,
      schemas: { Problem: output(Problem) },
    },
    'x-events': Object.fromEntries(Object.entries(EVENTS).map(([type, data]) => [type, output(data)])),
  };
}

const SCHEMES = {
  token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'Of a member who is signed in' },
  service: { type: 'http', scheme: 'bearer', description: 'Of a service that staff have let in' },
};

const SECURITY: Record<Route['access'], object[]> = {
  open: [],
  'signed in': [{ token: [] }],
  service: [{ service: [] }],
};

function operation(route: Route): object {
  return {
    summary: route.summary,
    security: SECURITY[route.access],
    parameters: [
      ...parameters('path', paramsSchema(route.path)),
      ...(route.query ? parameters('query', route.query) : []),
    ],
    ...(route.body && {
      requestBody: { required: !route.body.safeParse(undefined).success, content: json(input(route.body)) },
    }),
    ...(route.upload && {
      requestBody: { required: true, content: { 'application/octet-stream': { schema: {} } } },
    }),
    responses: {
      [route.answer || route.file ? (route.status ?? 200) : 204]: {
        description: route.summary,
        ...(route.answer && { content: json(output(route.answer)) }),
        ...(route.file && {
          content: Object.fromEntries(route.file.map((type) => [type, { schema: { type: 'string' } }])),
        }),
      },
      ...(route.later && {
        202: { description: 'It waits until it is decided about', content: json(output(route.later)) },
      }),
      default: {
        description: 'A problem',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function parameters(place: 'path' | 'query', schema: z.ZodType): object[] {
  const { properties = {}, required = [] } = input(schema) as {
    properties?: Record<string, object>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, shape]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: shape,
  }));
}

const json = (schema: object) => ({ 'application/json': { schema } });
const input = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
const output = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' });
