-- Reads; changes nothing.
-- KEYS: account hash, deadlines zset
-- ARGV: per bucket: bucket id, per minute, capacity
-- Returns how many reservations are open, ms until the earliest deadline, then each bucket's units.
local account, deadlines = KEYS[1], KEYS[2]
local now, buckets, fields = now_millis(), #ARGV / 3, {}
local first = redis.call('ZRANGE', deadlines, 0, 0, 'WITHSCORES')
local reply = {redis.call('ZCARD', deadlines), first[2] and first[2] - now or 0}
for i = 1, buckets do
    fields[i] = ARGV[3 * i - 2]
end
local found = buckets > 0 and redis.call('HMGET', account, unpack(fields)) or {}
for i = 1, buckets do
    reply[i + 2] = refill(found[i], now, tonumber(ARGV[3 * i - 1]), tonumber(ARGV[3 * i]))
end
return reply
