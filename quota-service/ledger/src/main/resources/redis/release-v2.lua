-- Ends a reservation of which nothing was used, by the rules that its buckets were last written under.
-- KEYS: ledger hash, deadlines zset
-- ARGV: '#' .. id
-- Returns 1 ended or 0 had ended before.
-- include common
-- include bucket
-- include refund
-- include quota
-- include ending
-- include open
local ledger, deadlines, id = KEYS[1], KEYS[2], ARGV[1]
local open = redis.call('HGET', ledger, id)
if not open or struct.unpack('<B', open) ~= RESERVATION then
    return {0}
end
local now, writes, at = now_millis(), {}, HOLDS

local function refunded(stored, since, amount)
    if not is_bucket(stored) then
        return nil
    end
    local _, _, per_minute, capacity = struct.unpack('<dddd', stored)
    return give_back(stored, now, per_minute, capacity, since, amount * UNITS)
end

while at <= #open do
    local what, amount, mark, field, next_at = struct.unpack(HOLD, open, at)
    local stored, after = what ~= LEFT_OUT and redis.call('HGET', ledger, field), nil
    if what == BUCKET then
        after = refunded(stored, mark, amount)
    elseif what == SLOTS then
        after = slots_after(stored, amount)
    elseif what == QUOTA then
        after = quota_after(stored, mark, amount, 0)
    end
    if after then
        writes[#writes + 1], writes[#writes + 2] = field, after
    end
    at = next_at
end
if #writes > 0 then
    redis.call('HSET', ledger, unpack(writes))
end
redis.call('HDEL', ledger, id)
redis.call('ZREM', deadlines, id)
return {1}
