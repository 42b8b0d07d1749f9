-- Ends a reservation of which nothing was used, by the rules that its buckets were last written under.
-- KEYS: account hash, deadlines zset
-- ARGV: '#' .. id
-- Returns 1 ended or 0 had ended before.
local account, deadlines, id = KEYS[1], KEYS[2], ARGV[1]
local record = redis.call('HGET', account, id)
if not record then
    return {0}
end
local fields, tokens, writes = {}, {}, {}
each_debit(record, function(bucket, reserved)
    fields[#fields + 1] = bucket
    tokens[#fields] = reserved
end)
local now, found = now_millis(), redis.call('HMGET', account, unpack(fields))
for i = 1, #fields do
    if found[i] then
        local _, _, per_minute, capacity = struct.unpack('<dddd', found[i])
        local units, at = refill(found[i], now, per_minute, capacity)
        writes[#writes + 1] = fields[i]
        writes[#writes + 1] = pack_bucket(move(units, tokens[i], capacity), at, per_minute, capacity)
    end
end
if #writes > 0 then
    redis.call('HSET', account, unpack(writes))
end
redis.call('HDEL', account, id)
redis.call('ZREM', deadlines, id)
return {1}
