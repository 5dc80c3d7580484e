/** Why a request is not done, in one sentence. */
export class HttpProblem extends Error {
  readonly status: number;

  constructor(status: number, sentence: string) {
    super(sentence);
    this.status = status;
  }
}
