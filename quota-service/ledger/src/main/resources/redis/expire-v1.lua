-- Ends overdue reservations, oldest first; what they took stays taken. Then forgets some buckets that have been full
-- and untouched for an hour, so that an account in use does not keep every bucket it ever had.
-- KEYS: account hash, deadlines zset
-- ARGV: the most reservations to end
-- Returns the ended ids, each as '#' .. id.
local account, deadlines = KEYS[1], KEYS[2]
local now = now_millis()
local overdue = redis.call('ZRANGEBYSCORE', deadlines, '-inf', now, 'LIMIT', 0, ARGV[1])
if #overdue > 0 then
    redis.call('HDEL', account, unpack(overdue))
    redis.call('ZREM', deadlines, unpack(overdue))
end
local sample = redis.call('HRANDFIELD', account, 16, 'WITHVALUES')
for i = 1, #sample, 2 do
    if string.sub(sample[i], 1, 1) ~= '#' then
        local units, at, per_minute, capacity = struct.unpack('<dddd', sample[i + 1])
        if now - at > millis_to_full(units, per_minute, capacity) + GRACE then
            redis.call('HDEL', account, sample[i])
        end
    end
end
return overdue
