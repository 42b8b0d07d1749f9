-- Takes every debit or none.
-- KEYS: account hash (buckets by id, open reservations by '#' .. id), deadlines zset ('#' .. id by ms)
-- ARGV: '#' .. id, time to live in ms, then per debit: bucket id, per minute, capacity, tokens
-- Returns 0 denied, 1 granted or 2 never fits, then each bucket's units after the command.
local account, deadlines = KEYS[1], KEYS[2]
local id, time_to_live = ARGV[1], tonumber(ARGV[2])
local now = now_millis()

local overdue = redis.call('ZRANGEBYSCORE', deadlines, '-inf', now, 'LIMIT', 0, 8)
if #overdue > 0 then
    redis.call('HDEL', account, unpack(overdue))
    redis.call('ZREM', deadlines, unpack(overdue))
end

local fields, debits = {}, (#ARGV - 2) / 4
for i = 1, debits do
    fields[i] = ARGV[4 * i - 1]
end
fields[debits + 1] = id
local found = redis.call('HMGET', account, unpack(fields))

local reply, writes, records = {1}, {}, {}
local outlive = time_to_live
local verdict = 1
for i = 1, debits do
    local a = 4 * i
    local per_minute, capacity, tokens = tonumber(ARGV[a]), tonumber(ARGV[a + 1]), tonumber(ARGV[a + 2])
    local units, at = refill(found[i], now, per_minute, capacity)
    reply[i + 1] = units
    if tokens > capacity then
        verdict = 2
    elseif units < tokens * UNITS and verdict == 1 then
        verdict = 0
    end
    if verdict == 1 then
        units = units - tokens * UNITS
        writes[2 * i - 1] = fields[i]
        writes[2 * i] = pack_bucket(units, at, per_minute, capacity)
        records[i] = pack_debit(tokens, fields[i])
        outlive = math.max(outlive, millis_to_full(units, per_minute, capacity))
    end
end

if found[debits + 1] then
    return reply
end
if verdict ~= 1 then
    reply[1] = verdict
    return reply
end
for i = 1, debits do
    reply[i + 1] = reply[i + 1] - tonumber(ARGV[4 * i + 2]) * UNITS
end
writes[2 * debits + 1] = id
writes[2 * debits + 2] = table.concat(records)
redis.call('HSET', account, unpack(writes))
redis.call('ZADD', deadlines, now + time_to_live, id)
keep(account, outlive)
keep(deadlines, time_to_live)
return reply
