-- The arithmetic of a bucket; stands before the body of every script. The same rules in Java: BucketRules.
-- A level counts in units of 1/60000 of a token: elapsed milliseconds * tokens per minute is the refill exactly.
-- Capacity <= 1e11 tokens and debt <= 5e10 tokens keep every value and difference below 2^53.
-- A bucket is stored as four little-endian doubles: units, at (ms), per minute, capacity (tokens).
local UNITS = 60000
local FLOOR = -50000000000 * UNITS
-- Keys live an hour longer than they mean something, and expiry is renewed in steps of ten minutes, not per call.
local GRACE = 3600000
local STEP = 600000

local function now_millis()
    local time = redis.call('TIME')
    return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- Returns units and the moment they stand for. When the clock has gone backwards nothing is refilled.
local function refill(stored, now, per_minute, capacity)
    local full = capacity * UNITS
    if not stored then
        return full, now
    end
    local units, at = struct.unpack('<dd', stored)
    if now > at then
        local gain = (now - at) * per_minute
        units = gain >= full - units and full or units + gain
        at = now
    elseif units > full then
        units = full
    end
    return units, at
end

-- Moves a level by tokens given back, or taken when negative: neither above full nor below the floor.
local function move(units, tokens, capacity)
    return math.max(FLOOR, math.min(capacity * UNITS, units + tokens * UNITS))
end

local function pack_bucket(units, at, per_minute, capacity)
    return struct.pack('<dddd', units, at, per_minute, capacity)
end

local function millis_to_full(units, per_minute, capacity)
    return (capacity * UNITS - units) / per_minute
end

local function keep(key, millis)
    local needed = math.ceil(millis) + GRACE
    if redis.call('PTTL', key) < needed then
        redis.call('PEXPIRE', key, needed + STEP)
    end
end

-- A reservation is stored as a row of (tokens as double, length of the bucket's id, the bucket's id).
local function pack_debit(tokens, bucket)
    return struct.pack('<dI2c0', tokens, #bucket, bucket)
end

local function each_debit(record, visit)
    local at, tokens, bucket = 1, nil, nil
    while at <= #record do
        tokens, bucket, at = struct.unpack('<dI2c0', record, at)
        visit(bucket, tokens)
    end
end
