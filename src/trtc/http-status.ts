/**
 * The API itself answers every request that reaches it with status 200 and a Response (Tencent's page "Responses"), so
 * any other status comes from what stands in front: a proxy, a firewall, a gateway. These say that it looked at the
 * request and did not pass it on (RFC 9110, 15.5; RFC 6585; RFC 7725). Left out are those that can come after it was
 * passed on: 408 and nginx's 499, when somebody stopped waiting, and 409, 412, 423 to 425, which speak of a state of the
 * far side; so are all of 5xx, and all that no standard knows.
 */
const refused = new Set([
  400, 401, 402, 403, 404, 405, 406, 407, 410, 411, 413, 414, 415, 416, 417, 421, 422, 426, 428, 429, 431,
  451,
]);

/** Whether an HTTP status says for certain that the request was not done. */
export function saysNotDone(status: number): boolean {
  return refused.has(status);
}
