-- Ends a reservation with what was used; the difference is given back or taken, into debt if need be.
-- KEYS: ledger hash, deadlines zset
-- ARGV: '#' .. id, then per usage six: id, what it is, amount, and its three numbers
-- Returns 1 ended or 0 had ended before.
-- include common
-- include bucket
-- include refund
-- include quota
-- include ending
-- include open
local ledger, deadlines, id = KEYS[1], KEYS[2], ARGV[1]
local fields, named, usages = {}, {}, (#ARGV - 1) / 6
for i = 1, usages do
    local field = ARGV[6 * i - 4]
    fields[i], named[field] = field, i
end
fields[usages + 1] = id
local found = redis.call('HMGET', ledger, unpack(fields))
local open = found[usages + 1]
if not open or struct.unpack('<B', open) ~= RESERVATION then
    return {0}
end
local now, outlive, writes = now_millis(), 0, {}

local function settled(i, reserved, since)
    local a = 6 * i - 2
    local used, per_minute, capacity = tonumber(ARGV[a]), tonumber(ARGV[a + 1]), tonumber(ARGV[a + 2])
    local stored = found[i]
    if since and used <= reserved then
        return give_back(stored, now, per_minute, capacity, since, (reserved - used) * UNITS)
    end
    local after, _, left = take(stored, now, per_minute, capacity, (used - reserved) * UNITS)
    outlive = math.max(outlive, millis_to_full(left, per_minute, capacity))
    return after
end

local at = HOLDS
while at <= #open do
    local what, reserved, mark, field, next_at = struct.unpack(HOLD, open, at)
    local i, after = named[field], nil
    if what == BUCKET then
        after = i and tonumber(ARGV[6 * i - 3]) == BUCKET and settled(i, reserved, mark)
    elseif what ~= LEFT_OUT then
        local stored = i and found[i] or not i and redis.call('HGET', ledger, field)
        if what == SLOTS then
            after = slots_after(stored, reserved)
        else
            after = quota_after(stored, mark, reserved, i and tonumber(ARGV[6 * i - 2]) or reserved)
        end
    end
    if after then
        writes[#writes + 1], writes[#writes + 2] = field, after
    end
    named[field], at = nil, next_at
end
-- What was used and not reserved.
for field, i in pairs(named) do
    local a, after = 6 * i - 3, nil
    local what = tonumber(ARGV[a])
    if what == BUCKET then
        after = settled(i, 0, nil)
    elseif what == QUOTA then
        local ends, consumed, held = quota_at(found[i], now, tonumber(ARGV[a + 3]), tonumber(ARGV[a + 4]))
        after = struct.pack('<ddd', ends, math.min(MOST, consumed + ARGV[a + 1]), held)
        outlive = math.max(outlive, ends - now)
    end
    if after then
        writes[#writes + 1], writes[#writes + 2] = field, after
    end
end
if #writes > 0 then
    redis.call('HSET', ledger, unpack(writes))
    keep(ledger, outlive)
end
redis.call('HDEL', ledger, id)
redis.call('ZREM', deadlines, id)
return {1}
