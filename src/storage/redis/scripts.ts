/** What Redis does in one go, with nobody else in between. */
export const redisScripts = {
  /**
   * KEYS: the record, then indexes, then a name of it if it gets one. ARGV: the text that is there and the new one (''
   * for none), the record's id, then its score in each index ('' if it is not to be in it).
   */
  swap: `
    if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
    if ARGV[2] == '' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[2]) end
    for i = 2, #KEYS do
      local score = ARGV[i + 2]
      if not score then redis.call('SET', KEYS[i], ARGV[3])
      elseif score == '' then redis.call('ZREM', KEYS[i], ARGV[3])
      else redis.call('ZADD', KEYS[i], score, ARGV[3]) end
    end
    return 1`,

  /** KEYS: the lease. ARGV: who acquires it, for how many ms. Gives whoever holds it then. */
  acquire: `
    local holder = redis.call('GET', KEYS[1])
    if holder and holder ~= ARGV[1] then return holder end
    redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
    return ARGV[1]`,

  /** KEYS: the lease. ARGV: who releases it. */
  release: `
    if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
    return 1`,

  /**
   * KEYS: the places of a limit, each with the moment at which it is free again. ARGV: how many there are, the name of
   * the new holder, after how many ms it is free at the latest. Gives 0 if a place was taken, else in how many ms
   * the next one is free. By the clock of Redis, which all instances share.
   */
  takePlace: `
    local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
    if redis.call('ZCARD', KEYS[1]) < tonumber(ARGV[1]) then
      redis.call('ZADD', KEYS[1], now + ARGV[3], ARGV[2])
      redis.call('PEXPIREAT', KEYS[1], redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')[2])
      return 0
    end
    local first = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
    return math.max(1, first[2] - now)`,

  /** KEYS: the places of a limit. ARGV: the name of a holder, in how many ms its place is free. Never later than before. */
  freePlace: `
    local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    redis.call('ZADD', KEYS[1], 'XX', 'LT', now + ARGV[2], ARGV[1])
    return 1`,

  /**
   * KEYS: until when the turns that were taken are spread evenly, and who wants to go first. ARGV: ms between two turns,
   * how many may be taken at once, whether this one goes before those that do not. Gives 0 if a turn was taken, else
   * in how many ms to ask again. This is the generic cell rate algorithm, by the clock of Redis.
   */
  takeTurn: `
    local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    local first = ARGV[3] == 'first'
    if not first then
      local others = redis.call('PTTL', KEYS[2])
      if others > 0 then return others end
    end
    local untilMs = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now)
    local freeInMs = untilMs - (ARGV[2] - 1) * ARGV[1] - now
    if freeInMs > 0 then
      if first then redis.call('SET', KEYS[2], 1, 'PX', math.ceil(freeInMs) + ARGV[1]) end
      return math.ceil(freeInMs)
    end
    if first then redis.call('DEL', KEYS[2]) end
    redis.call('SET', KEYS[1], untilMs + ARGV[1], 'PX', math.ceil(untilMs + ARGV[1] - now))
    return 0`,

  /** KEYS: as above. ARGV: ms between two turns, how many may be taken at once, for how many ms none may be taken. */
  holdTurns: `
    local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    local untilMs = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now + ARGV[3] + (ARGV[2] - 1) * ARGV[1])
    redis.call('SET', KEYS[1], untilMs, 'PX', math.ceil(untilMs - now))
    return 1`,
} as const;

/** Runs one of them. */
export type RedisScripts = (
  script: keyof typeof redisScripts,
  keys: string[],
  given: (string | number)[],
) => Promise<unknown>;
