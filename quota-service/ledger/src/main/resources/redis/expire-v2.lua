-- Ends what is overdue, oldest first. Then looks at some fields, at more while half of them are of no use: forgets what has meant
-- nothing for a minute, so that an account in use does not keep every allowance it ever had. The same rules in Java: AccountRules.
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

local FORGOTTEN_AFTER, LOOKED_AT, LOOKS = 60000, 200, 5

local function means_nothing(stored)
    if #stored == 8 then
        return slots_held(stored) == 0
    end
    if #stored == 24 then
        return struct.unpack('<d', stored) < now - FORGOTTEN_AFTER
    end
    local units, at, per_minute, capacity, leased = struct.unpack('<ddddd', stored)
    return leased == 0 and now - at > FORGOTTEN_AFTER
        and (now - at - FORGOTTEN_AFTER) * per_minute > capacity * UNITS - units
end

for _ = 1, LOOKS do
    local sample, forgotten = redis.call('HRANDFIELD', ledger, LOOKED_AT, 'WITHVALUES'), {}
    for i = 1, #sample, 2 do
        if string.sub(sample[i], 1, 1) ~= '#' and means_nothing(sample[i + 1]) then
            forgotten[#forgotten + 1] = sample[i]
        end
    end
    if #forgotten > 0 then
        redis.call('HDEL', ledger, unpack(forgotten))
    end
    if #forgotten < LOOKED_AT / 2 then
        break
    end
end
return ended
