/** A refusal as Tencent Cloud words it: `Response.Error.Code` and `.Message` of an HTTP 200 answer. */
export class ApiError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
