import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import express, { Router } from 'express';
import { AppError } from '../lib/errors.ts';

// Beside the compiled server, or where the build puts it when the sources run.
const CANDIDATES = ['../../client/', '../../dist/client/'].map((path) => fileURLToPath(new URL(path, import.meta.url)));

/** Serves the built web client; every address that is no file is the client's own to understand. */
export function clientFiles(): Router {
  const router = Router();
  const root = CANDIDATES.find((path) => existsSync(`${path}index.html`) && existsSync(`${path}assets`));
  if (!root) {
    router.get('/', (_request, response) => {
      response.status(503).type('text').send('The web client has not been built yet: npm run build');
    });
    return router;
  }
  // Assets carry a hash of their content in their names.
  router.use('/assets', express.static(`${root}assets`, { immutable: true, maxAge: '365d', fallthrough: false }));
  router.use(express.static(root, { index: false, maxAge: 0 }));
  router.use((request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next(new AppError('not_found'));
    response.set('Cache-Control', 'no-cache').sendFile('index.html', { root });
  });
  return router;
}
