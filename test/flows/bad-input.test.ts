import { describe, expect, test } from '@jest/globals';
import { cards, formOf, people, stageFor, whispered } from '../support/bot-stage.ts';

const wrong: [typed: string, says: string][] = [
  [
    'start --room room1',
    '`--url` is needed: it takes an http, https or rtmp URL of at most 3000 characters.',
  ],
  [
    'start room1 ftp://a.b/x',
    '`--url` takes a URL that begins with http://, https:// or rtmp://: ftp is not pulled; `ftp://a.b/…` was given.',
  ],
  [
    'start room1 https://a.b/x --seek 1.5',
    '`--seek` takes whole seconds, 0 or more, without a fraction; `1.5` was given.',
  ],
  [
    'start room1 https://a.b/x --repeat 0',
    '`--repeat` takes a whole number from 1 to 1000, or -1 to loop until stopped; `0` was given.',
  ],
  [
    'start room1 https://a.b/x --max-duration 5',
    '`--max-duration` works only with a loop, that is with `--repeat -1`; `5` was given.',
  ],
  [
    'start room1 https://a.b/x --volume 201',
    '`--volume` takes a whole number from 0 to 200; `201` was given.',
  ],
  [
    'start room1 https://a.b/x --tempo 3',
    '`--tempo` takes one of 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2; `3` was given.',
  ],
  [
    'start room1 https://a.b/x --region mars',
    '`--region` takes one of ap-bangkok, ap-guangzhou, ap-jakarta, ap-mumbai, ap-singapore, ap-tokyo; `mars` was given.',
  ],
  [
    'start room1 https://a.b/x --app other',
    '`--app` takes one of 1234567890 (1234567890); `other` was given.',
  ],
  [
    'start room1 https://a.b/x --room-type 2',
    '`--room-type` takes `string` (or 0) or `integer` (or 1); `2` was given.',
  ],
  [
    'start 0 https://a.b/x --room-type integer',
    '`--room` takes 1 to 4294967294 if `--room-type` is integer; `0` was given.',
  ],
  [
    'start room1 https://a.b/x --user "a b"',
    '`--user` takes no space, only at most 32 letters, digits, _ and -; `a b` was given.',
  ],
  [
    'start room1 https://a.b/x --user-sig eJx',
    '`--user` is needed: a UserSig belongs to one UserId, so give that too.',
  ],
  ['start room1 https://a.b/x --auto-push=maybe', '`--auto-push` takes true or false; `maybe` was given.'],
  ['start room1 https://a.b/x --volum 5', '`--volum` is not an option. Did you mean `--volume`?'],
  ['start room1 https://a.b/x --volume 5 --volume 6', '`--volume` was given 2 times; give it once.'],
  ['start room1 https://a.b/x --volume', '`--volume` needs a value.'],
  [
    'start room1 https://a.b/x --__proto__.polluted 1',
    'is not an option: `/ingest help start` lists those there are.',
  ],
  [
    'start room1 https://a.b/x more',
    'Something stands behind the URL: a URL has no spaces (write each as %20), and the room comes before it.',
  ],
  [
    'start "room1 https://a.b/x',
    'A quotation mark is missing, or stands inside a word: put quotes around the whole value',
  ],
  [
    'strat room1 https://a.b/x',
    '`strat` is not a command. Did you mean `/ingest start`? `/ingest help` lists them.',
  ],
];

describe('bad input', () => {
  test.each(wrong)(
    '%s: the person alone is told, nothing is posted, nothing is called',
    async (typed, says) => {
      const { slack, trtc } = await stageFor();
      const delivery = await slack.person(people.alice.id).command(typed);
      expect(delivery.status).toBe(200);
      const answer = await whispered(slack);
      expect(answer).toMatchObject({ user: people.alice.id, via: 'response_url' });
      expect(answer.text).toContain(says);
      expect(cards(slack)).toHaveLength(0);
      expect(trtc.calls).toHaveLength(0);
    },
  );

  test('a thousand words are answered too', async () => {
    const { slack } = await stageFor();
    await slack.person(people.alice.id).command(`start ${'word '.repeat(1000)}`);
    expect((await whispered(slack)).text).toContain('Nothing was started. 999 things to mend:');
  });

  test('the button below the answer opens the form with all that was given, and says what is wrong where it is wrong', async () => {
    const { slack } = await stageFor();
    const alice = slack.person(people.alice.id);
    await alice.command(
      'start --room 007 --url htp:/a.b --volume 300 --tempo 1.50 --room-type 0 --auto-push',
    );
    const answer = await whispered(slack);
    await alice.press({ ephemeral: answer }, 'Open the form filled in');
    const form = await formOf(slack, people.alice.id);
    expect(form.state).toMatchObject({
      room: { value: { value: '007' } },
      url: { value: { value: 'htp:/a.b' } },
      volume: { value: { value: '300' } },
      tempo: { value: { selected_option: { value: '1.5' } } },
      'room-type': { value: { selected_option: { value: 'string' } } },
      'auto-push': { value: { selected_options: [{ value: 'true' }] } },
    });
    const hints = JSON.stringify(form.view.blocks);
    expect(hints).toContain('Takes a whole number from 0 to 200. You gave: 300');
  });

  test('the credentials of a URL that is not accepted are not repeated', async () => {
    const stage = await stageFor();
    const alice = stage.slack.person(people.alice.id);
    await alice.command('start room1 ftp://user:hunter2pass@a.b/x?token=tokenvalue99');
    const answer = await whispered(stage.slack);
    expect(answer.text).toContain('`ftp://…@a.b/…?…` was given');
    await alice.press({ ephemeral: answer }, 'Open the form filled in');
    const form = await formOf(stage.slack, people.alice.id);
    const hints = JSON.stringify(form.view.blocks, (key, value) =>
      key === 'initial_value' ? undefined : value,
    );
    expect(hints).toContain('You gave: ftp://…@a.b/…?…');
    expect(JSON.stringify([answer, hints, stage.log])).not.toMatch(/hunter2pass|tokenvalue99/);
  });

  test('secrets that were typed are neither repeated nor filled in again', async () => {
    const stage = await stageFor();
    const alice = stage.slack.person(people.alice.id);
    await alice.command(
      'start room1 htp:/a --user robot --user-sig eJverysecretusersig --private-map-key eJsecretmapkey',
    );
    const answer = await whispered(stage.slack);
    await alice.press({ ephemeral: answer }, 'Open the form filled in');
    const form = await formOf(stage.slack, people.alice.id);
    const seen = JSON.stringify([answer, form, stage.log]);
    expect(seen).not.toContain('eJverysecretusersig');
    expect(seen).not.toContain('eJsecretmapkey');
    expect(form.state).toMatchObject({
      user: { value: { value: 'robot' } },
      'user-sig': { value: { value: null } },
    });
  });
});

describe('help', () => {
  test.each([['help'], ['help start'], ['start --help'], ['help strat']])(
    '%s is answered to the person alone',
    async (typed) => {
      const { slack, trtc } = await stageFor();
      await slack.person(people.mallory.id).command(typed);
      const answer = await whispered(slack);
      expect(answer.text).toContain('/ingest start');
      expect(cards(slack)).toHaveLength(0);
      expect(trtc.calls).toHaveLength(0);
    },
  );
});
