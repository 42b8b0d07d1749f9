-- Renews a lease: charges what was used of it, changes what is outstanding, moves the deadline.
-- KEYS: ledger hash, deadlines zset
-- ARGV: '#' .. id, time to live in ms, sequence, then per part eight: id, what it is, used, wanted, floor, and its three numbers
-- Returns 1 when the lease was lost, else 0, then per part what is outstanding and what the allowance has, as reserve does.
-- include common
-- include bucket
-- include quota
-- include tell
-- include open
local ledger, deadlines = KEYS[1], KEYS[2]
local id, time_to_live, sequence = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local now, parts, fields, named = now_millis(), (#ARGV - 3) / 8, {}, {}
for i = 1, parts do
    fields[i] = ARGV[8 * i - 4]
    named[fields[i]] = i
end
fields[parts + 1] = id
local found = redis.call('HMGET', ledger, unpack(fields))
local kind, known = nil, 0
local outstanding, marks, holds = {}, {}, {struct.pack(HEAD, LEASE, sequence)}
if found[parts + 1] then
    kind, known = struct.unpack(HEAD, found[parts + 1])
end
if kind == LEASE then
    local open, place = found[parts + 1], HOLDS
    while place <= #open do
        local _, amount, mark, field, next_place = struct.unpack(HOLD, open, place)
        local i = named[field]
        if i then
            outstanding[i], marks[i] = amount, mark
        else
            holds[#holds + 1] = string.sub(open, place, next_place - 1)
        end
        place = next_place
    end
end

local lost = kind and kind ~= LEASE or not kind and sequence > 1
local replayed = kind and (kind ~= LEASE or known >= sequence)
local reply, outlive, wants, writes = {lost and 1 or 0}, time_to_live, false, {}

-- Returns what is outstanding afterwards.
local function grow(rest, wanted, available, floor, scale)
    return (wanted <= rest or available >= (wanted - rest + floor) * scale) and wanted or rest
end

local function renew_bucket(i, used, wanted, floor, one, two)
    local had = outstanding[i] or 0
    local rest = math.max(0, had - used)
    local units, at, leased, mark = refill(found[i], now, one, two)
    local taken = math.min(used * UNITS, units - DEEPEST)
    leased = leased - had + rest
    local after = grow(rest, wanted, units - taken - leased * UNITS, floor, UNITS)
    leased = leased + after - rest
    outlive = math.max(outlive, millis_to_full(units - taken, one, two))
    if used > 0 then
        return after, take(found[i], units, at, one, two, leased, mark, taken), 0
    end
    return after, rewrite(found[i], units, at, one, two, leased, mark), 0
end

local function renew_quota(i, used, wanted, floor, one, two, three)
    local ends, consumed, held = quota_at(found[i], now, two, three)
    local over = marks[i] and marks[i] ~= ends
    local had = not over and outstanding[i] or 0
    local rest = math.max(0, had - used)
    held = math.max(0, held - had + rest)
    consumed = math.min(MOST, consumed + (over and 0 or used))
    local after = grow(rest, wanted, one - consumed - held, floor, 1)
    held = math.max(0, math.min(MOST, held + after - rest))
    outlive = math.max(outlive, ends - now)
    return after, struct.pack('<ddd', ends, consumed, held), ends
end

for i = 1, parts do
    local a = 8 * i - 4
    local what, used, wanted = tonumber(ARGV[a + 1]), tonumber(ARGV[a + 2]), tonumber(ARGV[a + 3])
    local one, two, three = tonumber(ARGV[a + 5]), tonumber(ARGV[a + 6]), tonumber(ARGV[a + 7])
    local state, after = found[i], outstanding[i] or 0
    if not replayed then
        local renew, mark = what == BUCKET and renew_bucket or renew_quota, nil
        after, state, mark = renew(i, lost and 0 or used, wanted, tonumber(ARGV[a + 4]), one, two, three)
        wants = wants or wanted > 0
        writes[#writes + 1] = fields[i]
        writes[#writes + 1] = state
        if after > 0 then
            holds[#holds + 1] = struct.pack(HOLD, what, after, mark, #fields[i], fields[i])
        end
    elseif what == QUOTA and marks[i] and quota_at(state, now, two, three) ~= marks[i] then
        after = 0
    end
    reply[#reply + 1] = after
    tell(reply, state, now, what, one, two, three)
end

if kind and kind ~= LEASE then
    return reply
end
if not replayed and #holds == 1 and not wants then
    redis.call('HSET', ledger, unpack(writes))
    redis.call('HDEL', ledger, id)
    redis.call('ZREM', deadlines, id)
    keep(ledger, outlive)
    return reply
end
if not replayed then
    redis.call('HSET', ledger, id, table.concat(holds), unpack(writes))
end
redis.call('ZADD', deadlines, now + time_to_live, id)
keep(ledger, outlive)
keep(deadlines, time_to_live)
return reply
