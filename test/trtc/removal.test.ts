import { describe, expect, test } from '@jest/globals';
import type { Room } from '../../src/ingest/room.ts';
import { failureOf } from '../support/gateway-calls.ts';
import { gatewayStage, retries } from '../support/gateway-stage.ts';

const room: Room = { id: 'room9', type: 0 };

/** The pages of both removals (34268, 39630) list the first; all three stand in the list of all codes (34270). */
const notThere = [
  'FailedOperation.RoomNotExist',
  'FailedOperation.UserNotExist',
  'InternalError.UserNotExist',
];

describe('A removal that TRTC answers with', () => {
  test.each(notThere)('%s finds no robot there, and asks once', async (code) => {
    const { gateway, ref, trtc, actions } = await gatewayStage();
    trtc.fail({ kind: 'error', code }, { times: 99 });
    expect(await gateway.removeRobot({ ...ref, room, robot: 'robot9' })).toBe(false);
    const inNumberedRoom = { ...ref, room: { id: '9', type: 1 }, robot: 'robot9' } as const;
    expect(await gateway.removeRobot(inNumberedRoom)).toBe(false);
    expect(actions()).toEqual(['RemoveUserByStrRoomId', 'RemoveUser']);
  });

  test.each(['InternalError', 'InternalError.GetRoomCacheIpError', 'InternalError.GetRoomFromCacheError'])(
    '%s, its own pages’ passing faults, is made again and then told',
    async (code) => {
      const { gateway, ref, trtc, actions } = await gatewayStage();
      trtc.fail({ kind: 'error', code }, { times: 99 });
      const error = await failureOf(gateway.removeRobot({ ...ref, room, robot: 'robot9' }));
      expect(error).toMatchObject({ code, effect: 'none' });
      expect(actions()).toHaveLength(retries + 1);
    },
  );

  test.each([
    'UnauthorizedOperation.SdkAppId',
    'InvalidParameter.UserIds',
    'InvalidParameterValue.RoomId',
    'FailedOperation.SdkAppIdNotExist',
  ])('%s says nothing of the robot, and is told', async (code) => {
    const { gateway, ref, trtc, actions } = await gatewayStage();
    trtc.fail({ kind: 'error', code });
    const error = await failureOf(gateway.removeRobot({ ...ref, room, robot: 'robot9' }));
    expect(error).toMatchObject({ code, effect: 'none' });
    expect(actions()).toHaveLength(1);
  });
});

// StartStreamIngest's page (57835) starts robot123 in "room123" with RoomIdType 1, and RemoveUser's (34268) takes integers.
test('The robot of the document’s own example, in a room of type 1 that is no number, can be removed', async () => {
  const { gateway, ref, trtc } = await gatewayStage();
  const inExample = { ...ref, room: { id: 'room123', type: 1 }, robot: 'robot123' } as const;
  expect(await gateway.removeRobot(inExample)).toBe(true);
  expect(trtc.tasks).toMatchObject([{ state: 'ended' }]);
});

test('A robot that left while its task goes on is not there', async () => {
  const { gateway, ref, trtc } = await gatewayStage();
  trtc.source(ref.taskId).loseRobot();
  const inExample = { ...ref, room: { id: 'room123', type: 1 }, robot: 'robot123' } as const;
  expect(await gateway.removeRobot(inExample)).toBe(false);
  expect(await gateway.isRunning(ref)).toBe(true);
});
