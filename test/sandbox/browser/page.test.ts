import { describe, expect, test } from '@jest/globals';
import { ask, pageText, sandboxFor, scriptText } from '../../support/page-client.ts';

describe('the page', () => {
  test('is served with its assets, each of its own type, and may load nothing from elsewhere', async () => {
    const sandbox = await sandboxFor();
    const page = await ask(sandbox, '/');
    expect(page).toMatchObject({ status: 200, body: pageText });
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-security-policy']).toContain("default-src 'self'; img-src 'self' data:");
    const script = await ask(sandbox, '/assets/index-1a2b.js?v=1');
    expect(script).toMatchObject({ status: 200, body: scriptText });
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  test.each([
    '/../private.txt',
    '/assets/../../private.txt',
    '/%2e%2e/private.txt',
    '/..%2fprivate.txt',
    '/..\\private.txt',
    '//etc/passwd',
    '/assets',
    '/%',
  ])('does not lead out of its folder by %s', async (path) => {
    const sandbox = await sandboxFor();
    const { status, body } = await ask(sandbox, path);
    expect([status, body]).toEqual([
      404,
      JSON.stringify({ ok: false, problem: `There is no ${path} here.` }),
    ]);
  });

  test('that was not built is said to be so', async () => {
    const sandbox = await sandboxFor({ pageFolder: 'build/no-such-folder' });
    const { status, body } = await ask(sandbox, '/');
    expect([status, body]).toEqual([503, expect.stringContaining('The page is not built')]);
  });

  test('takes other methods where they belong only', async () => {
    const sandbox = await sandboxFor();
    expect((await ask(sandbox, '/api/state', { method: 'POST' })).status).toBe(405);
    expect((await ask(sandbox, '/api/act')).status).toBe(405);
  });
});
