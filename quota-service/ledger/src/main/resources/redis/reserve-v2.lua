-- Takes every required debit or nothing.
-- KEYS: ledger hash, deadlines zset
-- ARGV: '#' .. id, time to live in ms (0 to change nothing and only say what would happen), then each debit;
--   roles are 0 required, 1 shadow, 2 guarantee
-- Returns 1 granted or 0 refused, the debits left out (bit i - 1 for debit i), then what each allowance has afterwards:
--   a bucket's available units; slots held; a quota's consumed, held and ms to the end of the period.
-- include common
-- include bucket
-- include quota
-- include open
-- include expiry
local ledger, deadlines = KEYS[1], KEYS[2]
local id, time_to_live = ARGV[1], tonumber(ARGV[2])
local now = now_millis()
if time_to_live > 0 then
    end_overdue(ledger, deadlines, now, 8)
end

local fields, debits = {}, #ARGV - 2
for i = 1, debits do
    local _, _, _, _, _, field = struct.unpack(WITH_AMOUNT, ARGV[i + 2])
    fields[i] = field
end
fields[debits + 1] = id
local found = redis.call('HMGET', ledger, unpack(fields))
local open = found[debits + 1]

-- As if every debit fitted. Those that do not are in short: true because of their floors alone.
local reply, writes, holds = {1, 0}, {}, {struct.pack(HEAD, RESERVATION, 0)}
local outlive, short, waived, refused = time_to_live, nil, false, open
for i = 1, debits do
    local code, amount, one, two, three, field = struct.unpack(WITH_AMOUNT, ARGV[i + 2])
    local what, stored = code % 4, found[i]
    local needed, mark, after, available, with_floor = amount, 0, nil, nil, nil
    if what == BUCKET then
        local units, at, leased, next_mark = refill(stored, now, one, two)
        needed, available = amount * UNITS, units - leased * UNITS
        with_floor = needed + three * UNITS
        waived = waived or code == BUCKET + 8 and available >= with_floor
        refused = refused or available < needed and code < 4
        if not refused then
            after, units = take(stored, units, at, one, two, leased, next_mark, needed)
            mark = next_mark + 1
            reply[#reply + 1] = available - needed
            local filling = millis_to_full(units, one, two)
            outlive = filling > outlive and filling or outlive
        end
    elseif what == SLOTS then
        local held = slots_held(stored)
        available, with_floor = one - held, needed
        after = struct.pack('<d', held + amount)
        reply[#reply + 1] = held + amount
    else
        local ends, consumed, held = quota_at(stored, now, two, three)
        local holding = math.min(MOST, held + amount)
        available, with_floor, mark = one - consumed - held, needed, ends
        after = struct.pack('<ddd', ends, consumed, holding)
        reply[#reply + 1], reply[#reply + 2], reply[#reply + 3] = consumed, holding, ends - now
        outlive = math.max(outlive, ends - now)
    end
    if available < with_floor then
        short = short or {}
        short[i] = available >= needed
    end
    if not refused then
        writes[2 * i - 1], writes[2 * i] = field, after
        holds[i + 1] = struct.pack(HOLD, what, amount, mark, #field, field)
    end
end

-- Returns the answer when not all is taken: of what is not, it says what there is.
local function tell_all(granted, left_out, takes)
    -- include tell
    local told = {granted, left_out}
    for i = 1, debits do
        local code, _, one, two, three = struct.unpack(WITH_AMOUNT, ARGV[i + 2])
        tell(told, takes[i] and writes[2 * i] or found[i], now, code % 4, one, two, three)
    end
    return told
end

if open then
    local at, left, left_out = HOLDS, {}, 0
    while at <= #open do
        local what, _, _, field, next_at = struct.unpack(HOLD, open, at)
        left[field], at = what == LEFT_OUT, next_at
    end
    for i = 1, debits do
        left_out = left_out + (left[fields[i]] and 2 ^ (i - 1) or 0)
    end
    return tell_all(1, left_out, {})
end
if short then
    local granted, left_out, takes, kept = 1, 0, {}, {}
    for i = 1, debits do
        local code = struct.unpack('<B', ARGV[i + 2])
        if short[i] == nil or short[i] and waived and code < 8 then
            takes[i] = true
            kept[#kept + 1], kept[#kept + 2] = writes[2 * i - 1], writes[2 * i]
        elseif code < 4 then
            granted = 0
        else
            left_out = left_out + 2 ^ (i - 1)
            holds[i + 1] = struct.pack(HOLD, LEFT_OUT, 0, 0, #fields[i], fields[i])
        end
    end
    if granted == 0 then
        return tell_all(0, left_out, {})
    end
    reply, writes = tell_all(1, left_out, takes), kept
end
if time_to_live == 0 then
    return reply
end
writes[#writes + 1] = id
writes[#writes + 1] = table.concat(holds)
redis.call('HSET', ledger, unpack(writes))
redis.call('ZADD', deadlines, now + time_to_live, id)
keep(ledger, outlive)
keep(deadlines, time_to_live)
return reply
