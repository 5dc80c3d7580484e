import { describe, expect, test } from '@jest/globals';
import { bot } from '../../sandbox/slack/index.ts';
import {
  answered,
  cards,
  channels,
  example,
  group,
  people,
  type Stage,
  stageFor,
  whispered,
} from '../support/bot-stage.ts';

const { alice, bob, carol, mallory, guest, visitor } = people;
const as = (person: { id: string; name: string }) => `<@${person.id}|${person.name}>`;
const carolMay = `<@${carol.id}> can change that.`;

/** What a person is answered to a command, alone. */
async function asked({ slack }: Stage, person: { id: string }, typed: string): Promise<string> {
  const before = slack.ephemerals.length;
  await slack.person(person.id).command(typed);
  const answer = await whispered(slack, before + 1);
  expect(answer.user).toBe(person.id);
  return answer.text;
}

describe('allow and deny', () => {
  test('somebody who is allowed may start, and no longer once that was taken back', async () => {
    const stage = await stageFor();
    const { slack } = stage;
    expect(await asked(stage, mallory, example)).toContain('not on the list');
    expect(await asked(stage, carol, `allow ${as(mallory)}`)).toBe(
      `✅ <@${mallory.id}> is now an operator. \`/ingest deny\` takes it back.`,
    );
    await slack.person(mallory.id).command(example);
    await answered(slack);
    expect(await asked(stage, carol, `deny ${as(mallory)}`)).toBe(
      `✅ <@${mallory.id}> is no longer an operator by a given role and may do nothing.`,
    );
    expect(await asked(stage, mallory, example)).toContain('not on the list');
  });

  test('only the admin hears of it', async () => {
    const stage = await stageFor();
    await asked(stage, carol, `allow ${as(mallory)}`);
    await asked(stage, carol, `deny ${as(mallory)}`);
    expect(stage.slack.ephemerals.map(({ user }) => user)).toEqual([carol.id, carol.id]);
    expect(stage.slack.channels.flatMap(({ id }) => stage.slack.messages(id))).toEqual([]);
  });

  test('a viewer looks, an operator does not give roles, an admin does', async () => {
    const stage = await stageFor();
    await asked(stage, carol, `allow ${as(mallory)} --role viewer`);
    expect(await asked(stage, mallory, 'who')).toContain('*Admins*');
    expect(await asked(stage, mallory, example)).toBe(
      `🚫 This takes the role of an operator, and you are a viewer. ${carolMay}`,
    );
    for (const typed of [`allow ${as(guest)}`, `deny ${as(guest)}`, 'doctor']) {
      expect(await asked(stage, alice, typed)).toBe(
        `🚫 This takes the role of an admin, and you are an operator. ${carolMay}`,
      );
    }
    expect(await asked(stage, carol, `allow ${as(mallory)} —role Admin`)).toBe(
      `✅ <@${mallory.id}> is now an admin, and was a viewer before. \`/ingest deny\` takes it back.`,
    );
    expect(await asked(stage, mallory, `allow ${as(guest)}`)).toContain('is now an operator, and is a guest');
    expect(await asked(stage, mallory, `allow ${as(visitor)}`)).toContain('belongs to another organisation');
    expect(cards(stage.slack)).toHaveLength(0);
  });

  test('a stranger may not even look', async () => {
    const stage = await stageFor();
    expect(await asked(stage, mallory, 'who')).toContain('🚫 You are not on the list');
  });

  test.each([
    [`allow ${as(alice)}`, `<@${alice.id}> is already an operator by the setting INGEST_ALLOWLIST.`],
    [`allow ${as(carol)} --role viewer`, `<@${carol.id}> is already an admin by the setting INGEST_ADMINS.`],
    [
      `allow ${as(bob)} --role viewer`,
      `<@${bob.id}> is already an operator by the setting INGEST_ALLOWLIST (through <!subteam^${group.id}>).`,
    ],
    [
      `deny ${as(carol)}`,
      `<@${carol.id}> is an admin by the setting INGEST_ADMINS. That can be changed only in the settings.`,
    ],
    [
      `deny ${as(bob)}`,
      `<@${bob.id}> is an operator by the setting INGEST_ALLOWLIST (through <!subteam^${group.id}>). That can be changed only in the settings.`,
    ],
    [`deny ${as(mallory)}`, `<@${mallory.id}> was given no role.`],
  ])('the settings win over "%s"', async (typed, sentence) => {
    const stage = await stageFor();
    expect(await asked(stage, carol, typed)).toBe(`Nothing was changed: ${sentence}`);
    expect(await asked(stage, carol, 'who')).toContain('*Given roles*: none');
  });

  test('what was given besides the settings is taken back, and what they give stays', async () => {
    const stage = await stageFor();
    await asked(stage, carol, `allow ${as(alice)} --role admin`);
    expect(await asked(stage, carol, `allow ${as(alice)}`)).toContain(
      'The given role of admin stays too: `/ingest deny` takes it back.',
    );
    expect(await asked(stage, alice, `deny ${as(carol)}`)).toContain('Nothing was changed');
    expect(await asked(stage, alice, `deny ${as(alice)}`)).toBe(
      `✅ <@${alice.id}> is no longer an admin by a given role, but still an operator by the setting INGEST_ALLOWLIST. That can be changed only in the settings.`,
    );
    expect(await asked(stage, alice, `deny ${as(carol)}`)).toContain('🚫');
  });

  test('where every full member is allowed, that stays after a denial', async () => {
    const stage = await stageFor({ settings: { INGEST_ALLOWLIST: '*' } });
    expect(await asked(stage, carol, `deny ${as(mallory)}`)).toBe(
      `Nothing was changed: <@${mallory.id}> is an operator by the setting INGEST_ALLOWLIST (every full member is). That can be changed only in the settings.`,
    );
    expect(await asked(stage, carol, `deny ${as(guest)}`)).toContain('was given no role');
  });

  test('a role that somebody has already is not given again', async () => {
    const stage = await stageFor();
    await asked(stage, carol, `allow ${as(mallory)}`);
    expect(await asked(stage, carol, `allow ${as(mallory)}`)).toBe(
      `Nothing was changed: <@${mallory.id}> is an operator already.`,
    );
  });

  test.each([
    ['allow', 'Somebody is missing: mention one person, as in `/ingest allow @alice`.'],
    ['deny', 'Somebody is missing: mention one person, as in `/ingest deny @alice`.'],
    ['allow @mallory', '`@mallory` is not a person: mention one person, as in `/ingest allow @alice`.'],
    [
      'allow &lt;!channel&gt;',
      '`&lt;!channel&gt;` is not a person: mention one person, as in `/ingest allow @alice`.',
    ],
    [
      `allow <!subteam^${group.id}|@live>`,
      `\`@live\` is a user group, which only INGEST_ALLOWLIST and INGEST_ADMINS can allow: mention one person, as in \`/ingest allow @alice\`.`,
    ],
    [
      `deny <#${channels.live.id}|live>`,
      `\`#live\` is a channel: mention one person, as in \`/ingest deny @alice\`.`,
    ],
    ['allow USLACKBOT', '`USLACKBOT` is not a person: mention one person, as in `/ingest allow @alice`.'],
    [
      `allow ${as(mallory)} admin`,
      `\`@mallory admin\` is more than one word: mention one person, as in \`/ingest allow @alice\`.`,
    ],
    [`allow ${as(mallory)} --role owner`, '`--role` takes viewer, operator or admin, not `owner`.'],
    [`allow ${as(mallory)} --rol admin`, '`--rol` is not an option. Did you mean `--role`?'],
    [`deny ${as(mallory)} --role admin`, '`--role` is not an option: this takes none.'],
  ])('"%s" is refused in a sentence', async (typed, sentence) => {
    const stage = await stageFor();
    expect(await asked(stage, carol, typed)).toBe(`Nothing was changed. ${sentence}`);
    expect(await asked(stage, carol, 'who')).toContain('*Given roles*: none');
  });

  test('bots and deactivated accounts are given no role', async () => {
    const stage = await stageFor();
    const { slack } = stage;
    expect(await asked(stage, carol, `allow <@${bot.userId}>`)).toBe(
      `Nothing was changed: <@${bot.userId}> is a bot, and only people with an active account are given roles.`,
    );
    for (const person of slack.people) if (person.id === mallory.id) person.deleted = true;
    expect(await asked(stage, carol, `allow ${as(mallory)}`)).toContain('is deactivated');
    expect(await asked(stage, carol, 'who')).toContain('*Given roles*: none');
  });

  test.each([
    ['U0NOBODY', 'user_not_found'],
    [mallory.id, 'internal_error'],
  ])('nothing is changed about %s where Slack says %s', async (id, error) => {
    const stage = await stageFor();
    stage.slack.fail({ kind: 'error', error }, { method: 'users.info' });
    expect(await asked(stage, carol, `allow <@${id}>`)).toBe(
      `Nothing was changed: Slack did not say who \`${id}\` is. Check the mention, or try again in a minute.`,
    );
    expect(await asked(stage, carol, 'who')).toContain('*Given roles*: none');
  });

  test('a role is taken back also where Slack cannot be asked, with what is not known', async () => {
    const stage = await stageFor({
      prepare: (slack) =>
        slack.fail({ kind: 'error', error: 'internal_error' }, { method: 'usergroups.users.list', times: 2 }),
      settings: { INGEST_ADMINS: `${carol.id},S0LEADS` },
    });
    await asked(stage, carol, `allow ${as(mallory)}`);
    stage.slack.fail({ kind: 'error', error: 'user_not_found' }, { method: 'users.info' });
    expect(await asked(stage, carol, `deny ${as(mallory)}`)).toContain(
      `✅ <@${mallory.id}> is no longer an operator by a given role. Slack did not say who is in <!subteam^`,
    );
    expect(await asked(stage, mallory, example)).toContain('🚫');
  });

  test.each([['allow --help'], ['deny -h'], ['who --help'], ['doctor --help']])(
    '"%s" explains it',
    async (typed) => {
      const stage = await stageFor();
      expect(await asked(stage, carol, typed)).toMatch(new RegExp(`^\`/ingest ${typed.split(' ')[0]}`));
    },
  );
});

test('who says who may, by which setting, by whom and where', async () => {
  const settings = {
    INGEST_ALLOWLIST: `*,${alice.id},${group.id}`,
    INGEST_CHANNELS: `${channels.live.id},${channels.stage.id}`,
  };
  const stage = await stageFor({ settings, runtime: { clock: () => Date.UTC(2026, 4, 1, 18, 2) } });
  await asked(stage, carol, `allow ${as(guest)} --role viewer`);
  expect((await asked(stage, alice, 'who')).split('\n')).toEqual([
    `*Admins* by the setting INGEST_ADMINS: <@${carol.id}>`,
    `*Operators* by the setting INGEST_ALLOWLIST: every full member of this workspace, <@${alice.id}>, <!subteam^${group.id}>`,
    `*Where* by the setting INGEST_CHANNELS: only <#${channels.live.id}>, <#${channels.stage.id}>`,
    '*Given roles*',
    `• <@${guest.id}>: viewer, given by <@${carol.id}> on <!date^1777658520^{date_short} {time}|2026-05-01 18:02 UTC>`,
  ]);
});
