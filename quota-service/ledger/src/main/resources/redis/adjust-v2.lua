-- Moves what is available of a bucket into a range.
-- KEYS: ledger hash, deadlines zset
-- ARGV: bucket id, per minute, capacity, lowest, highest
-- Returns the units available afterwards.
-- include common
-- include bucket
local ledger, field, per_minute, capacity = KEYS[1], ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local lowest, highest = ARGV[4] * UNITS, ARGV[5] * UNITS
local now, stored = now_millis(), redis.call('HGET', ledger, field)
local units, at, leased, mark = refill(stored, now, per_minute, capacity)
local apart, after = leased * UNITS, nil
if units - apart < lowest then
    local raised = math.max(units, math.min(capacity * UNITS, lowest + apart))
    if raised > units then
        units, after = raised, rewrite(stored, raised, at, per_minute, capacity, leased, mark)
    end
elseif units - apart > highest then
    after, units = take(stored, units, at, per_minute, capacity, leased, mark, units - apart - highest)
end
if after then
    redis.call('HSET', ledger, field, after)
    keep(ledger, millis_to_full(units, per_minute, capacity))
end
return {units - apart}
