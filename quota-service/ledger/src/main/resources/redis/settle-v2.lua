-- Ends a reservation with what was used; the difference is given back or taken, into debt if need be.
-- KEYS: ledger hash, deadlines zset
-- ARGV: '#' .. id, then each usage
-- Returns 1 ended or 0 had ended before.
-- include common
-- include bucket
-- include refund
-- include quota
-- include ending
-- include open
local ledger, deadlines, id = KEYS[1], KEYS[2], ARGV[1]
local fields, named, usages = {}, {}, #ARGV - 1
for i = 1, usages do
    local _, _, _, _, _, field = struct.unpack(WITH_AMOUNT, ARGV[i + 1])
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
    local _, used, per_minute, capacity = struct.unpack(WITH_AMOUNT, ARGV[i + 1])
    local stored = found[i]
    if since and used <= reserved then
        return give_back(stored, now, per_minute, capacity, since, (reserved - used) * UNITS)
    end
    local units, at, leased, mark = refill(stored, now, per_minute, capacity)
    local after, left = take(stored, units, at, per_minute, capacity, leased, mark, (used - reserved) * UNITS)
    outlive = math.max(outlive, millis_to_full(left, per_minute, capacity))
    return after
end

local at = HOLDS
while at <= #open do
    local what, reserved, mark, field, next_at = struct.unpack(HOLD, open, at)
    local i, after = named[field], nil
    if what == BUCKET then
        after = i and struct.unpack('<B', ARGV[i + 1]) == BUCKET and settled(i, reserved, mark)
    elseif what ~= LEFT_OUT then
        local stored = i and found[i] or not i and redis.call('HGET', ledger, field)
        if what == SLOTS then
            after = slots_after(stored, reserved)
        else
            local _, used = nil, reserved
            if i then
                _, used = struct.unpack('<Bd', ARGV[i + 1])
            end
            after = quota_after(stored, mark, reserved, used)
        end
    end
    if after then
        writes[#writes + 1], writes[#writes + 2] = field, after
    end
    named[field], at = nil, next_at
end
-- What was used and not reserved.
for field, i in pairs(named) do
    local what, used, _, ends, next_ends = struct.unpack(WITH_AMOUNT, ARGV[i + 1])
    local after = nil
    if what == BUCKET then
        after = settled(i, 0, nil)
    elseif what == QUOTA then
        local until_then, consumed, held = quota_at(found[i], now, ends, next_ends)
        after = struct.pack('<ddd', until_then, math.min(MOST, consumed + used), held)
        outlive = math.max(outlive, until_then - now)
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
