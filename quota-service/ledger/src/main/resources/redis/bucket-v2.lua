-- The arithmetic of a bucket. The same rules in Java: BucketRules and Lows.
-- A level counts in units of 1/60000 of a token: elapsed milliseconds * tokens per minute is the refill exactly.
-- Capacity <= 1e11 tokens and debt <= 5e10 tokens keep every value and difference below 2^53.
-- Stored as little-endian doubles: units, at (ms), per minute, capacity (tokens), leased (tokens), mark; then four lows from the
-- newest to the oldest, each (mark, room in units), both falling; -1, -1 for none.
local UNITS = 60000
local DEEPEST = -50000000000 * UNITS
local BUCKET_STATE = '<dddddddddddddd'
local BUCKET_SIZE = 112

-- Returns units, the moment they stand for, leased, mark and the lows. When the clock has gone backwards nothing is refilled.
local function refill(stored, now, per_minute, capacity)
    local full = capacity * UNITS
    if not stored or #stored ~= BUCKET_SIZE then
        return full, now, 0, now * 1000, -1, -1, -1, -1, -1, -1, -1, -1
    end
    local units, at, _, _, leased, mark, m1, r1, m2, r2, m3, r3, m4, r4 = struct.unpack(BUCKET_STATE, stored)
    if now > at then
        local gain = (now - at) * per_minute
        units = gain >= full - units and full or units + gain
        at = now
    elseif units > full then
        units = full
    end
    return units, at, leased, mark, m1, r1, m2, r2, m3, r3, m4, r4
end

-- The lows after a charge that found this room.
local function push(mark, room, m1, r1, m2, r2, m3, r3, m4, r4)
    while r1 >= room do
        m1, r1, m2, r2, m3, r3, m4, r4 = m2, r2, m3, r3, m4, r4, -1, -1
    end
    if r4 < 0 then
        return mark, room, m1, r1, m2, r2, m3, r3
    end
    -- Two neighbours become one that covers the marks of both with the lower room: those whose rooms are nearest by ratio.
    local newest, newer, older, oldest = r1 / room, r2 / r1, r3 / r2, r4 / r3
    if oldest >= older and oldest >= newer and oldest >= newest then
        return mark, room, m1, r1, m2, r2, m3, r4
    end
    if older >= newer and older >= newest then
        return mark, room, m1, r1, m2, r3, m4, r4
    end
    if newer >= newest then
        return mark, room, m1, r2, m3, r3, m4, r4
    end
    return mark, r1, m2, r2, m3, r3, m4, r4
end

local function charged(units, taken)
    units = units - taken
    return units > DEEPEST and units or DEEPEST
end

-- Takes units, into debt if need be. Returns what is stored, what was available before, the units afterwards and the mark.
local function take(stored, now, per_minute, capacity, taken)
    local units, at, leased, mark, m1, r1, m2, r2, m3, r3, m4, r4 = refill(stored, now, per_minute, capacity)
    local left = charged(units, taken)
    return struct.pack(
        BUCKET_STATE, left, at, per_minute, capacity, leased, mark + 1,
        push(mark, capacity * UNITS - units, m1, r1, m2, r2, m3, r3, m4, r4)), units - leased * UNITS, left, mark + 1
end

local function millis_to_full(units, per_minute, capacity)
    return (capacity * UNITS - units) / per_minute
end
