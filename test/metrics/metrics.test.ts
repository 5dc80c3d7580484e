import { describe, expect, test } from '@jest/globals';
import { createMetrics, type MetricsOptions } from '../../src/metrics/metrics.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };

function metricsWith(options: Partial<MetricsOptions>) {
  const { expose } = createMetrics({
    tasks: { active: async () => [] },
    knownCodes: new Set(),
    logger: silent,
    clock: () => 0,
    ...options,
  });
  return async (name: string) => (await expose()).body.split('\n').filter((line) => line.startsWith(name));
}

describe('The queue', () => {
  test('is measured at every scrape', async () => {
    let depth = 3;
    const lines = metricsWith({ queueDepth: async () => depth });
    expect(await lines('ingest_queue_depth')).toEqual(['ingest_queue_depth 3']);
    depth = 0;
    expect(await lines('ingest_queue_depth')).toEqual(['ingest_queue_depth 0']);
  });

  test('has no depth while it cannot be read, and the rest is there all the same', async () => {
    const answers = [async () => 3, () => Promise.reject(new Error('away')), async () => 4];
    const lines = metricsWith({ queueDepth: () => answers.shift()?.() ?? Promise.resolve(0) });
    expect(await lines('ingest_queue_depth')).toEqual(['ingest_queue_depth 3']);
    expect(await lines('ingest_queue_depth')).toEqual([]);
    expect(await lines('ingest_queue_depth')).toEqual(['ingest_queue_depth 4']);
  });
});

describe('Tasks', () => {
  test('are read once in five seconds, however often they are asked for', async () => {
    let reads = 0;
    let now = 0;
    const active = async () => {
      reads += 1;
      return [];
    };
    const lines = metricsWith({ tasks: { active }, clock: () => now });
    await Promise.all([lines('ingest_tasks'), lines('ingest_tasks')]);
    now = 4_999;
    expect(await lines('ingest_tasks{state="live"}')).toEqual(['ingest_tasks{state="live"} 0']);
    expect(reads).toBe(1);
    now = 5_000;
    await lines('ingest_tasks');
    expect(reads).toBe(2);
  });

  test('have no count while the store cannot be read, and the rest is there all the same', async () => {
    const warnings: string[] = [];
    const lines = metricsWith({
      tasks: { active: () => Promise.reject(new Error('away')) },
      logger: { ...silent, warn: (_, message) => void warnings.push(message) },
    });
    expect(await lines('ingest_tasks{')).toEqual([]);
    expect(await lines('process_cpu_seconds_total')).toHaveLength(1);
    expect(warnings).toEqual(['Tasks could not be counted for the metrics']);
  });
});
