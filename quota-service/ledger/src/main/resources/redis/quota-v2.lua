-- Slots and calendar quotas. The same rules in Java: SlotsState and QuotaState.
-- Slots are stored as one little-endian double: held. A quota as three: end of its period (ms), consumed, held.
local MOST = 4000000000000000

local function slots_held(stored)
    return stored and #stored == 8 and struct.unpack('<d', stored) or 0
end

-- Returns the end of the period that it is now, consumed and held.
local function quota_at(stored, now, ends, next_ends)
    if stored and #stored == 24 then
        local known, consumed, held = struct.unpack('<ddd', stored)
        if now < known then
            return known, consumed, held
        end
    end
    if now < ends then
        return ends, 0, 0
    end
    if now < next_ends then
        return next_ends, 0, 0
    end
    local period = next_ends - ends
    return next_ends + (math.floor((now - next_ends) / period) + 1) * period, 0, 0
end
