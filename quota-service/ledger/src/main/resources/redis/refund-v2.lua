-- Gives units back to a bucket as if they had not been taken when its mark was reached: as much as has found room ever since.
-- Returns what is stored.
local function give_back(stored, now, per_minute, capacity, since, back)
    local units, at, leased, mark = refill(stored, now, per_minute, capacity)
    local room, older, size = capacity * UNITS - units, LOWS, stored and #stored or 0
    local lows, least = {}, room
    while older < size do
        local low_mark, low = struct.unpack('<dd', stored, older)
        if low_mark < since then
            break
        end
        lows[#lows + 1], lows[#lows + 2], least = low_mark, low, low
        older = older + LOW
    end
    least = least < room and least or room
    back = back < least and back or least
    if #lows == 0 or back == 0 then
        return rewrite(stored, units + back, at, per_minute, capacity, leased, mark)
    end
    -- The lows since have less room now, and undercut older ones.
    for i = 2, #lows, 2 do
        lows[i] = lows[i] - back
    end
    while older < size and struct.unpack('<d', stored, older + 8) >= lows[#lows] do
        older = older + LOW
    end
    return struct.pack(
        '<' .. string.rep('d', 6 + #lows), units + back, at, per_minute, capacity, leased, mark, unpack(lows))
        .. string.sub(stored, older)
end
