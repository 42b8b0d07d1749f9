-- Makes an open reservation at least this large, into debt if need be.
-- KEYS: ledger hash, deadlines zset
-- ARGV: as settle
-- Returns 1 when it was open, else 0.
-- include common
-- include bucket
-- include quota
-- include ending
-- include open
local ledger, id = KEYS[1], ARGV[1]
local fields, usages = {}, #ARGV - 1
for i = 1, usages do
    local _, _, _, _, _, field = struct.unpack(WITH_AMOUNT, ARGV[i + 1])
    fields[i] = field
end
fields[usages + 1] = id
local found = redis.call('HMGET', ledger, unpack(fields))
local open = found[usages + 1]
if not open or struct.unpack('<B', open) ~= RESERVATION then
    return {0}
end
local named = {}
for i = 1, usages do
    named[fields[i]] = i
end
local ofs, amounts, marks, holds = {}, {}, {}, {string.sub(open, 1, HOLDS - 1)}
local place = HOLDS
while place <= #open do
    local of, amount, mark, field, next_place = struct.unpack(HOLD, open, place)
    local i = named[field]
    if i then
        ofs[i], amounts[i], marks[i] = of, amount, mark
    else
        holds[#holds + 1] = string.sub(open, place, next_place - 1)
    end
    place = next_place
end

local now, outlive, writes = now_millis(), 0, {}

local function take_from_bucket(i, taken, one, two)
    local units, at, leased, mark = refill(found[i], now, one, two)
    local after, left = take(found[i], units, at, one, two, leased, mark, taken * UNITS)
    outlive = math.max(outlive, millis_to_full(left, one, two))
    writes[#writes + 1], writes[#writes + 2] = fields[i], after
    return mark + 1
end

-- Returns the end of the period in which it is held.
local function hold_quota(i, taken, two, three)
    local ends, consumed, held = quota_at(found[i], now, two, three)
    outlive = math.max(outlive, ends - now)
    writes[#writes + 1] = fields[i]
    writes[#writes + 1] = struct.pack('<ddd', ends, consumed, math.min(MOST, held + taken))
    return ends
end

for i = 1, usages do
    local what, amount, one, two, three = struct.unpack(WITH_AMOUNT, ARGV[i + 1])
    local of, had, mark = ofs[i], amounts[i], marks[i]
    if not of and what == BUCKET then
        of, had, mark = what, amount, take_from_bucket(i, amount, one, two)
    elseif not of and what == QUOTA then
        of, had, mark = what, amount, hold_quota(i, amount, two, three)
    elseif of == BUCKET and what == BUCKET and amount > had then
        take_from_bucket(i, amount - had, one, two)
        had = amount
    elseif of == QUOTA and what == QUOTA and amount > had then
        local after = quota_after(found[i], mark, had - amount, 0)
        if after then
            writes[#writes + 1] = fields[i]
            writes[#writes + 1] = after
        end
        had = amount
    end
    if of then
        holds[#holds + 1] = struct.pack(HOLD, of, had, mark, #fields[i], fields[i])
    end
end
redis.call('HSET', ledger, id, table.concat(holds), unpack(writes))
keep(ledger, outlive)
return {1}
