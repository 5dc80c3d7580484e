import type { IncomingMessage } from 'node:http';
import { isObject, type JsonObject, parseJson } from './json.ts';

export async function rawBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** In forms these arguments are JSON within a text. */
const structured = ['blocks', 'attachments', 'view', 'metadata'];

function decodeStructured(fields: Iterable<[string, unknown]>): JsonObject {
  const args: JsonObject = {};
  for (const [name, value] of fields) {
    args[name] = structured.includes(name) && typeof value === 'string' ? (parseJson(value) ?? value) : value;
  }
  return args;
}

async function multipart(body: Buffer, type: string): Promise<JsonObject> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const fields = [...form.entries()].map(([name, value]): [string, unknown] => [
    name,
    typeof value === 'string' ? value : `(file ${value.name})`,
  ]);
  return decodeStructured(fields);
}

/** The arguments of a Web API call, from any of the three kinds of body that Slack takes; undefined where it is none. */
export async function parseArgs(body: Buffer, type = ''): Promise<JsonObject | undefined> {
  if (type.startsWith('multipart/form-data')) return multipart(body, type);
  if (type.startsWith('application/json')) {
    const parsed = parseJson(body.toString());
    return isObject(parsed) ? parsed : undefined;
  }
  if (body.length > 0 && !type.startsWith('application/x-www-form-urlencoded')) return undefined;
  return decodeStructured(new URLSearchParams(body.toString()));
}
