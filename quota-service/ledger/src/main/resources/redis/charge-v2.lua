-- Takes every debit, whatever is there; once per id.
-- KEYS: ledger hash, deadlines zset
-- ARGV: as reserve
-- Returns what each allowance has afterwards, as reserve does.
-- include common
-- include bucket
-- include quota
-- include tell
-- include open
local ledger, deadlines = KEYS[1], KEYS[2]
local id, time_to_live = ARGV[1], tonumber(ARGV[2])
local now, debits, fields, reply = now_millis(), #ARGV - 2, {}, {}
for i = 1, debits do
    local _, _, _, _, _, field = struct.unpack(WITH_AMOUNT, ARGV[i + 2])
    fields[i] = field
end
fields[debits + 1] = id
local found = redis.call('HMGET', ledger, unpack(fields))
local outlive, writes = time_to_live, {}
for i = 1, debits do
    local code, amount, one, two, three = struct.unpack(WITH_AMOUNT, ARGV[i + 2])
    local what, after = code % 4, found[i]
    if not found[debits + 1] and what == BUCKET then
        local units, at, leased, mark = refill(found[i], now, one, two)
        after, units = take(found[i], units, at, one, two, leased, mark, amount * UNITS)
        outlive = math.max(outlive, millis_to_full(units, one, two))
    elseif not found[debits + 1] and what == QUOTA then
        local ends, consumed, held = quota_at(found[i], now, two, three)
        after = struct.pack('<ddd', ends, math.min(MOST, consumed + amount), held)
        outlive = math.max(outlive, ends - now)
    end
    if after ~= found[i] then
        writes[#writes + 1] = fields[i]
        writes[#writes + 1] = after
    end
    tell(reply, after, now, what, one, two, three)
end
if found[debits + 1] then
    return reply
end
redis.call('HSET', ledger, id, struct.pack(HEAD, CHARGE, 0), unpack(writes))
redis.call('ZADD', deadlines, now + time_to_live, id)
keep(ledger, outlive)
keep(deadlines, time_to_live)
return reply
