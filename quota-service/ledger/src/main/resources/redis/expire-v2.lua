-- Ends what is overdue, oldest first. Then looks at some fields: forgets what has meant nothing for an hour, so that an account
-- in use does not keep every allowance it ever had.
-- KEYS: ledger hash, deadlines zset
-- ARGV: the most to end
-- Returns the ended ids, each as '#' .. id.
-- include common
-- include bucket
-- include quota
-- include open
-- include expiry
local ledger, deadlines = KEYS[1], KEYS[2]
local now = now_millis()
local ended = end_overdue(ledger, deadlines, now, ARGV[1])

local function means_nothing(stored)
    if #stored == 8 then
        return slots_held(stored) == 0
    end
    if #stored == 24 then
        return struct.unpack('<d', stored) < now - GRACE
    end
    local units, at, per_minute, capacity, leased = struct.unpack('<ddddd', stored)
    return leased == 0 and now - at > millis_to_full(units, per_minute, capacity) + GRACE
end

local sample = redis.call('HRANDFIELD', ledger, 16, 'WITHVALUES')
for i = 1, #sample, 2 do
    if string.sub(sample[i], 1, 1) ~= '#' and means_nothing(sample[i + 1]) then
        redis.call('HDEL', ledger, sample[i])
    end
end
return ended
