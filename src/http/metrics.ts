import type { CustomRoute } from '@slack/bolt';

/** Metrics in Prometheus' text format. */
export interface Exposition {
  contentType: string;
  body: string;
}

/** `GET /metrics`, for Prometheus and its like. */
export function metricsRoute(expose: () => Promise<Exposition>): CustomRoute {
  return {
    path: '/metrics',
    method: ['GET'],
    handler: async (_, response) => {
      const { contentType, body } = await expose();
      response.writeHead(200, { 'content-type': contentType }).end(body);
    },
  };
}
