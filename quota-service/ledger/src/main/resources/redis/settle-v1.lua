-- Ends a reservation with what was used; the difference is given back or taken, into debt if need be.
-- KEYS: account hash, deadlines zset
-- ARGV: '#' .. id, then per usage: bucket id, per minute, capacity, tokens
-- Returns 1 ended or 0 had ended before.
local account, deadlines, id = KEYS[1], KEYS[2], ARGV[1]
local fields, usages = {}, (#ARGV - 1) / 4
for i = 1, usages do
    fields[i] = ARGV[4 * i - 2]
end
fields[usages + 1] = id
local found = redis.call('HMGET', account, unpack(fields))
if not found[usages + 1] then
    return {0}
end
local reserved = {}
each_debit(found[usages + 1], function(bucket, tokens) reserved[bucket] = tokens end)

local now, outlive, writes = now_millis(), 0, {}
for i = 1, usages do
    local a = 4 * i - 1
    local per_minute, capacity, used = tonumber(ARGV[a]), tonumber(ARGV[a + 1]), tonumber(ARGV[a + 2])
    local units, at = refill(found[i], now, per_minute, capacity)
    units = move(units, (reserved[fields[i]] or 0) - used, capacity)
    writes[2 * i - 1] = fields[i]
    writes[2 * i] = pack_bucket(units, at, per_minute, capacity)
    outlive = math.max(outlive, millis_to_full(units, per_minute, capacity))
end
if usages > 0 then
    redis.call('HSET', account, unpack(writes))
    keep(account, outlive)
end
redis.call('HDEL', account, id)
redis.call('ZREM', deadlines, id)
return {1}
