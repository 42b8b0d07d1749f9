-- The arithmetic of a bucket. The same rules in Java: BucketRules and Lows.
-- A level counts in units of 1/60000 of a token: elapsed milliseconds * tokens per minute is the refill exactly.
-- Capacity <= 1e11 tokens and debt <= 5e10 tokens keep every value and difference below 2^53.
-- Stored as little-endian doubles: units, at (ms), per minute, capacity (tokens), leased (tokens), mark; then the lows from the
-- newest to the oldest, each (mark, room in units), both falling.
local UNITS = 60000
local DEEPEST = -50000000000 * UNITS
local LOWS = 49
local LOW = 16
local MOST_LOWS, KEPT_LOWS = 12, 8

local function is_bucket(stored)
    return stored and #stored >= LOWS - 1
end

-- Returns units, the moment they stand for, leased and mark. When the clock has gone backwards nothing is refilled.
local function refill(stored, now, per_minute, capacity)
    local full = capacity * UNITS
    if not stored or #stored < LOWS - 1 then
        return full, now, 0, now * 1000
    end
    local units, at, _, _, leased, mark = struct.unpack('<dddddd', stored)
    if now > at then
        local gain = (now - at) * per_minute
        units = gain >= full - units and full or units + gain
        at = now
    elseif units > full then
        units = full
    end
    return units, at, leased, mark
end

-- A bucket whose list of lows has become too long: some neighbours become one that covers the marks of both with the lower room,
-- always those whose rooms are nearest by ratio.
local function thinned(stored)
    local numbers = 2 * (MOST_LOWS + 1)
    local lows = {struct.unpack('<' .. string.rep('d', numbers), stored, LOWS)}
    lows[numbers + 1] = nil
    while #lows > 2 * KEPT_LOWS do
        local closest, nearest = 0, -1
        for newer = 2, #lows - 2, 2 do
            local ratio = lows[newer + 2] / lows[newer]
            if ratio >= nearest then
                closest, nearest = newer, ratio
            end
        end
        table.remove(lows, closest + 1)
        table.remove(lows, closest)
    end
    return string.sub(stored, 1, LOWS - 1) .. struct.pack('<' .. string.rep('d', 2 * KEPT_LOWS), unpack(lows))
end

-- Takes units, into debt if need be. Before, it remembers the room there was, and drops the lows that this undercuts.
-- Returns what is stored and the units.
local function take(stored, units, at, per_minute, capacity, leased, mark, taken)
    local room, first, size = capacity * UNITS - units, LOWS, stored and #stored or 0
    while first < size and struct.unpack('<d', stored, first + 8) >= room do
        first = first + LOW
    end
    units = units - taken
    if units < DEEPEST then
        units = DEEPEST
    end
    local after = struct.pack('<dddddddd', units, at, per_minute, capacity, leased, mark + 1, mark, room)
    if first < size then
        after = after .. string.sub(stored, first)
        if #after >= LOWS + MOST_LOWS * LOW then
            after = thinned(after)
        end
    end
    return after, units
end

-- What is stored of a bucket from which nothing is taken and to which nothing is given back.
local function rewrite(stored, units, at, per_minute, capacity, leased, mark)
    local head = struct.pack('<dddddd', units, at, per_minute, capacity, leased, mark)
    return is_bucket(stored) and head .. string.sub(stored, LOWS) or head
end

local function millis_to_full(units, per_minute, capacity)
    return (capacity * UNITS - units) / per_minute
end
