-- What every script shares: the clock, and how long keys live.
-- An account is two keys. The ledger hash: an allowance's state by its id, and what is open (a reservation, a lease or a
-- remembered charge) by '#' .. its id. The deadlines zset: '#' .. id by ms.
-- An allowance comes as (id, what it is, three numbers): 1 bucket: per minute, capacity, floor; 2 slots: most, 0, 0;
-- 3 quota: amount, end of the period, end of the next.
-- With an amount it comes as one string: (what it is + 4 * role, amount, three numbers, length of the id, the id). One argument
-- costs Redis and the client less than six.
local BUCKET, SLOTS, QUOTA = 1, 2, 3
local WITH_AMOUNT = '<BddddI2c0'
-- Keys live an hour longer than they mean something, and expiry is renewed in steps of ten minutes, not per call.
local GRACE = 3600000
local STEP = 600000

local function now_millis()
    local time = redis.call('TIME')
    return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function keep(key, millis)
    local needed = math.ceil(millis) + GRACE
    if redis.call('PTTL', key) < needed then
        redis.call('PEXPIRE', key, needed + STEP)
    end
end
