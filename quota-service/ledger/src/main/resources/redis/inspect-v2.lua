-- Reads; changes nothing.
-- KEYS: ledger hash, deadlines zset
-- ARGV: per allowance five: id, what it is, and its three numbers
-- Returns how many reservations and how many leases are open (of the 10,000 with the earliest deadlines), ms until the earliest
-- deadline, then what each allowance has, as reserve does.
-- include common
-- include bucket
-- include quota
-- include tell
-- include open
local ledger, deadlines = KEYS[1], KEYS[2]
local now, allowances, fields = now_millis(), #ARGV / 5, {}
local first = redis.call('ZRANGE', deadlines, 0, 0, 'WITHSCORES')
local open, counted = redis.call('ZRANGE', deadlines, 0, 9999), {[RESERVATION] = 0, [LEASE] = 0, [CHARGE] = 0}
for from = 1, #open, 1000 do
    for _, record in ipairs(redis.call('HMGET', ledger, unpack(open, from, math.min(from + 999, #open)))) do
        local kind = record and struct.unpack('<B', record)
        if kind then
            counted[kind] = counted[kind] + 1
        end
    end
end
local reply = {counted[RESERVATION], counted[LEASE], first[2] and first[2] - now or 0}
for i = 1, allowances do
    fields[i] = ARGV[5 * i - 4]
end
local found = allowances > 0 and redis.call('HMGET', ledger, unpack(fields)) or {}
for i = 1, allowances do
    local a = 5 * i - 3
    tell(reply, found[i], now, tonumber(ARGV[a]), tonumber(ARGV[a + 1]), tonumber(ARGV[a + 2]), tonumber(ARGV[a + 3]))
end
return reply
