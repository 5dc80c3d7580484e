import {
  ACTIONS,
  type Action,
  type ActionContext,
  type AnswerOfGone,
  type ResponseFields,
  type TrtcApp,
} from './actions.ts';
import { ApiError } from './api-error.ts';
import { parseParams } from './params.ts';
import { type ArrivedRequest, type Credential, headerOf, verifySignature } from './signature.ts';
import type { TaskList } from './tasks.ts';

export interface Api {
  readonly credential: Credential;
  readonly apps: readonly TrtcApp[];
  readonly tasks: TaskList;
  readonly updatesOfGone: () => AnswerOfGone;
  readonly canPull: (streamUrl: string) => boolean;
}

const VERSION = '2019-07-22';

/**
 * Checks a whole request, from its HTTP form to its parameters.
 * GET, which Tencent Cloud takes too, is not spoken here.
 * @param now ms since the epoch
 * @param failsAfterMs how long after its start the source of a task fails; undefined: it does not
 * @returns the work itself, which may refuse in its turn.
 * @throws ApiError with Tencent Cloud's code
 */
export function checkRequest(
  api: Api,
  request: ArrivedRequest,
  now: number,
  failsAfterMs?: readonly number[],
): () => ResponseFields {
  checkHttp(request);
  const name = commonParameter(request, 'Action');
  const version = commonParameter(request, 'Version');
  commonParameter(request, 'Timestamp');
  verifySignature(request, api.credential, now);
  const action = ACTIONS.get(name);
  if (action === undefined) {
    throw new ApiError('InvalidAction', `The requested action \`${name}\` is invalid or not found.`);
  }
  if (version !== VERSION) {
    throw new ApiError('NoSuchVersion', `The version \`${version}\` does not exist for this service.`);
  }
  const region = supportedRegion(request, action);
  const { apps, tasks, canPull } = api;
  const context: ActionContext = {
    apps,
    tasks,
    updatesOfGone: api.updatesOfGone(),
    region,
    now,
    failsAfterMs,
    canPull,
  };
  const params = parseParams(request.body);
  if (params === undefined) {
    throw new ApiError('InvalidParameter.BodyParamsError', 'Failed to parse body parameters.');
  }
  return action.prepare(params, context);
}

function checkHttp(request: ArrivedRequest): void {
  if (request.method !== 'POST') {
    throw new ApiError('UnsupportedProtocol', `The HTTP method ${request.method} is not supported.`);
  }
  if (request.path !== '/') throw new ApiError('InvalidRequest', 'The request URI must be /.');
  if (!/^application\/json(;|$)/i.test(headerOf(request, 'content-type'))) {
    throw new ApiError('InvalidRequest', 'The Content-Type must be application/json.');
  }
}

function supportedRegion(request: ArrivedRequest, { regions }: Action): string {
  const region = commonParameter(request, 'Region');
  if (regions.includes(region)) return region;
  throw new ApiError('UnsupportedRegion', `The requested region \`${region}\` is not supported.`);
}

function commonParameter(request: ArrivedRequest, name: string): string {
  const value = headerOf(request, `x-tc-${name.toLowerCase()}`);
  if (value !== '') return value;
  throw new ApiError('MissingParameter', `The request is missing a required parameter \`${name}\`.`);
}
