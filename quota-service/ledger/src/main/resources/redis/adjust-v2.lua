-- Moves what is available of a bucket into a range.
-- KEYS: ledger hash, deadlines zset
-- ARGV: bucket id, per minute, capacity, lowest, highest
-- Returns the units available afterwards.
-- include common
-- include bucket
local ledger, field, per_minute, capacity = KEYS[1], ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local lowest, highest = ARGV[4] * UNITS, ARGV[5] * UNITS
local now, stored = now_millis(), redis.call('HGET', ledger, field)
local units, at, leased, mark, m1, r1, m2, r2, m3, r3, m4, r4 = refill(stored, now, per_minute, capacity)
local apart, before = leased * UNITS, units
if before - apart < lowest then
    units = math.max(before, math.min(capacity * UNITS, lowest + apart))
elseif before - apart > highest then
    m1, r1, m2, r2, m3, r3, m4, r4 = push(mark, capacity * UNITS - before, m1, r1, m2, r2, m3, r3, m4, r4)
    units, mark = math.max(DEEPEST, highest + apart), mark + 1
end
if units ~= before then
    redis.call(
        'HSET', ledger, field,
        struct.pack(BUCKET_STATE, units, at, per_minute, capacity, leased, mark, m1, r1, m2, r2, m3, r3, m4, r4))
    keep(ledger, millis_to_full(units, per_minute, capacity))
end
return {units - apart}
