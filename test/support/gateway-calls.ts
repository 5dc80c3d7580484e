import { expect } from '@jest/globals';
import type { Fault } from '../../sandbox/trtc/index.ts';
import { GatewayError } from '../../src/ingest/errors.ts';
import type { StartCall, StartHooks } from '../../src/ingest/ports.ts';
import { Secret } from '../../src/ingest/secret.ts';
import { type GatewayStage, gatewayStage } from './gateway-stage.ts';
import { notForPeople } from './odd-values.ts';
import { app, tickets } from './trtc-stand-in.ts';

const logger: StartHooks = {
  waiting: async () => {},
  sending: async () => {},
  refusedForNow: async () => {},
};
const room = { id: 'room9', type: 0 } as const;
const call: StartCall = {
  request: {
    app: {
      name: 'a',
      sdkAppId: app.sdkAppId,
      region: 'ap-singapore',
      regions: ['ap-singapore'],
      mintsUserSig: false,
      needsPrivateMapKey: false,
    },
    region: 'ap-singapore',
    room,
    url: 'https://a.b/1.mp4',
    'user-sig': new Secret(tickets.genUserSig('robot9', 600)),
  },
  robot: 'robot9',
};
/** A start of a room in which nothing runs. */
export const starting = ({ gateway }: GatewayStage) => gateway.start(call, logger);

/** What a call fails with; it must fail, and say nothing that people cannot read. */
export async function failureOf(work: Promise<unknown>): Promise<GatewayError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof GatewayError)) throw new Error(`not a GatewayError: ${error}`);
  expect(`${error.code} ${error.message} ${error.hint} ${error.requestId ?? ''}`).not.toMatch(notForPeople);
  return error;
}

/** A stage whose next call (of the action) meets the fault. */
export async function stageWith(fault: Fault, action?: string, times = 1): Promise<GatewayStage> {
  const stage = await gatewayStage();
  stage.trtc.fail(fault, { ...(action === undefined ? {} : { action }), times });
  return stage;
}

/** Every call but the start: its name, its action, and how it is made. */
export const plainCalls: [string, string, (stage: GatewayStage) => Promise<unknown>][] = [
  ['A stop', 'StopStreamIngest', ({ gateway, ref }) => gateway.stop(ref)],
  ['A change', 'UpdateStreamIngest', ({ gateway, ref }) => gateway.update(ref, { volume: 80 })],
  ['A question', 'DescribeStreamIngest', ({ gateway, ref }) => gateway.isRunning(ref)],
  [
    'A removal from a string room',
    'RemoveUserByStrRoomId',
    ({ gateway, ref }) => gateway.removeRobot({ ...ref, room, robot: 'robot9' }),
  ],
  [
    'A removal from an integer room',
    'RemoveUser',
    ({ gateway, ref }) => gateway.removeRobot({ ...ref, room: { id: '9', type: 1 }, robot: 'robot9' }),
  ],
];
