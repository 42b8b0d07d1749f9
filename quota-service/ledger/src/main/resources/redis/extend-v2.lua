-- Moves the deadlines of what is open to now plus the time to live.
-- KEYS: ledger hash, deadlines zset
-- ARGV: time to live in ms, then '#' .. id each
-- Returns how many were open.
-- include common
local ledger, deadlines, time_to_live = KEYS[1], KEYS[2], tonumber(ARGV[1])
local deadline, open = now_millis() + time_to_live, 0
for i = 2, #ARGV do
    if redis.call('ZSCORE', deadlines, ARGV[i]) then
        redis.call('ZADD', deadlines, deadline, ARGV[i])
        open = open + 1
    end
end
if open > 0 then
    keep(ledger, time_to_live)
    keep(deadlines, time_to_live)
end
return {open}
