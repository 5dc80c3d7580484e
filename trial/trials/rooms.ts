import type { Trial } from '../trial.ts';

/** What TRTC takes as a room. */
export const roomTrials: readonly Trial[] = [
  {
    name: 'room-type',
    assumes:
      'RoomIdType 1 with a RoomId that is no number, as in the example of StartStreamIngest, is taken and means the string room, or is refused with InvalidParameter.RoomId.',
    does: 'starts a stream with such a RoomId, and removes its robot from the string room of that name.',
    robots: 1,
    minutes: 1,
    needsUrl: true,
    async run(bench) {
      const start = await bench.start({ room: { ...bench.room, type: 1 } });
      const isRefused = start.code === 'InvalidParameter.RoomId';
      bench.check(
        'It is taken, or refused with InvalidParameter.RoomId',
        start.taskId !== undefined || isRefused,
        start,
      );
      if (start.taskId === undefined) return;
      await bench.wait(10);
      const removal = await bench.remove();
      bench.check('The robot is in the string room of that name', removal.outcome === 'done', removal);
    },
  },
];
