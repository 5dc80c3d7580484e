import { expect, test } from '@jest/globals';
import { asPhonesSend, asSlackSends } from '../../../sandbox/browser/typed-text.ts';
import { channels, group, people } from '../../../sandbox/stage.ts';

const mentionable = {
  people: [people.alice],
  channels: [{ ...channels.live, members: [], botIsMember: true }],
  groups: [{ ...group, users: [] }],
};

test.each([
  ['start room1 --volume 80', 'start room1 --volume 80'],
  ['allow @alice', 'allow <@U0ALICE>'],
  ['allow @live-ops-team', 'allow <!subteam^S0LIVEOPS>'],
  ['start --channel=#live-ops', 'start --channel=<#C0LIVEOPS>'],
  ['@alice, @nobody and a@alice in #nowhere', '<@U0ALICE>, @nobody and a@alice in #nowhere'],
  ['a < b & "c" > d', 'a &lt; b &amp; "c" &gt; d'],
  ['<!channel> <@U0ALICE>', '&lt;!channel&gt; &lt;@U0ALICE&gt;'],
  ['--url=https://a.b/x?c=1&d=@alice', '--url=<https://a.b/x?c=1&amp;d=@alice>'],
  ['see "https://a.b/x", (https://c.d).', 'see "<https://a.b/x>", (<https://c.d>).'],
  ['rtmp://a.b/live/x', 'rtmp://a.b/live/x'],
])('%s is sent as %s', (typed, sent) => {
  expect(asSlackSends(typed, mentionable)).toBe(sent);
});

test.each([
  ['allow @alice', 'allow <@U0ALICE|alice>'],
  ['allow @live-ops-team', 'allow <!subteam^S0LIVEOPS|@live-ops-team>'],
  ['start --room #live-ops', 'start --room <#C0LIVEOPS|live-ops>'],
])('In a command mentions have a label: %s is sent as %s', (typed, sent) => {
  expect(asSlackSends(typed, mentionable, { labels: true })).toBe(sent);
});

test.each([
  ['start --room 1234567890 --volume 80', 'Start —room <tel:1234567890|1234567890> —volume 80'],
  ['stop --room=555-123-4567', 'Stop —room=<tel:5551234567|555-123-4567>'],
  ['start --room "main stage"', 'Start —room “main stage”'],
  ["start --room 'main stage' --url https://a.b/x", 'Start —room ‘main stage’ —url <https://a.b/x>'],
])('A phone sends %s as %s', (typed, sent) => {
  expect(asSlackSends(asPhonesSend(typed), mentionable, { labels: true })).toBe(sent);
});
