import type { CustomRoute } from '@slack/bolt';
import type { Readiness } from '../health/readiness.ts';

/** `/healthz` says that the process runs, `/readyz` whether it can do its work (503 if it cannot). */
export function healthRoutes(readiness: Readiness): CustomRoute[] {
  return [
    {
      path: '/healthz',
      method: ['GET'],
      handler: (_, response) => {
        response.writeHead(200, json).end('{"status":"ok"}');
      },
    },
    {
      path: '/readyz',
      method: ['GET'],
      handler: async (_, response) => {
        const parts = await readiness();
        const ready = Object.values(parts).every(Boolean);
        response.writeHead(ready ? 200 : 503, json).end(JSON.stringify({ ready, ...parts }));
      },
    },
  ];
}

const json = { 'content-type': 'application/json' };
