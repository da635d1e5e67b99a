-- One host's budget: the hash KEYS[1], in whole milliseconds of Redis' own clock, so that no worker's clock counts.
-- ARGV: what is done, how long the hash is kept, then what that deed needs. Answers numbers. Runs on Redis 6.2.
--   run       the Redis that knows of the turns below    generation  turns given out under another one are void
--   last      the latest turn that was given out         free        when the next turn is, at the earliest
--   hold      no turn before, whatever else is known     started     the latest turn that was used
--   paused    the shop wants nobody before               tenths      the delay counts so many tenths of itself
--   failures  in a row                                   open        nobody asks a failing host before
--   rest      how long it is left alone; 0 = sound       trial       1 while one request tries whether it answers again
local key, deed, kept = KEYS[1], ARGV[1], ARGV[2]
local function given(place) return tonumber(ARGV[place + 2]) end

local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)

local names = {'run', 'generation', 'last', 'free', 'hold', 'started', 'paused', 'tenths', 'failures', 'open', 'rest', 'trial'}
local values = redis.call('HMGET', key, unpack(names))
local host = {}
for place, name in ipairs(names) do
  if name == 'run' then
    host.run = values[place] ~= '' and values[place]
  else
    host[name] = tonumber(values[place] or 0)
  end
end
host.tenths = math.max(10, host.tenths)

local function answer(...)
  local fields = {}
  for _, name in ipairs(names) do
    fields[#fields + 1] = name
    fields[#fields + 1] = host[name] or ''
  end
  redis.call('HSET', key, unpack(fields))
  redis.call('PEXPIRE', key, kept)
  return {...}
end

local function gap_of(delay, window)
  local gap = math.floor(delay * host.tenths / 10)
  return gap > 0 and gap + 2 * window or 0
end

-- The turns that were given out are void; the latest start was at that time.
local function void(start, gap)
  host.last = math.min(start, now)
  host.free = host.last + gap
  host.generation = math.max(host.generation + 1, now)
end

local function close()
  host.failures, host.open, host.rest, host.trial = 0, 0, 0, 0
end

if deed == 'ask' then
  local delay, window, outage, notice, trial = given(1), given(2), given(3), given(4), given(5)
  local gap = gap_of(delay, window)
  -- An empty Redis, one that was started again (and may have lost its last second), or one that this worker could not
  -- reach: somebody may have started a moment ago, and where Redis was away somebody may not have noticed that it is back.
  local server = redis.pcall('INFO', 'server')
  local run = type(server) == 'string' and server:match('run_id:(%w+)') or 'unknown'
  if host.run ~= run or outage == 1 then
    local away = outage == 1 or host.run
    if gap > 0 then
      host.hold = math.max(host.hold, now + gap + (away and notice or 0))
    end
    host.run = run
    void(host.last, 0)
  end
  if host.paused > now then
    return answer(2, host.paused - now)
  end
  if host.open > now then
    return answer(3, host.open - now)
  end
  local generation, turn = ARGV[8]:match('^(%d+)/(%d+)$')
  turn = tonumber(turn)
  if turn and tonumber(generation) == host.generation and turn == host.last and turn + window < now then
    turn = now -- too late, but nobody comes after it
    host.last = turn
    host.free = turn + gap
  elseif not turn or tonumber(generation) ~= host.generation or turn + window < now then
    turn = math.max(now, host.hold, host.free, host.last + gap)
    host.last = turn
    host.free = turn + gap
  end
  if turn > now then
    return answer(1, turn - now, host.generation, turn)
  end
  if host.rest > 0 then
    host.trial = 1
    host.open = now + trial
  end
  host.started = turn
  local sound = host.failures == 0 and host.rest == 0 and host.tenths == 10
  return answer(0, 0, host.generation, turn, sound and 1 or 0)
elseif deed == 'late' then
  local _, turn = ARGV[5]:match('^(%d+)/(%d+)$')
  if tonumber(turn) ~= host.started then
    return answer(0)
  end
  void(now, gap_of(given(1), given(2)))
  return answer(1)
elseif deed == 'answered' then
  close()
  host.tenths = math.max(10, host.tenths - 1)
  return answer(0, 0)
elseif deed == 'throttled' then
  local pause, slowest = given(1), given(2)
  close()
  if host.paused <= now then
    host.tenths = math.min(10 * slowest, host.tenths * 2)
  end
  host.paused = math.max(host.paused, now + pause)
  return answer(0, 0)
elseif deed == 'failed' then
  local most, rest, longest = given(1), given(2), given(3)
  host.failures = host.failures + 1
  if host.rest > 0 and host.trial == 0 or host.rest == 0 and host.failures < most then
    return answer(0, 0)
  end
  host.rest = host.rest > 0 and math.min(host.rest * 2, longest) or rest
  host.open = now + host.rest
  host.trial = 0
  return answer(1, host.rest)
end
return redis.error_reply('host-budget.lua does not know ' .. deed)
