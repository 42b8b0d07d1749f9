-- The lows as if units had not been taken since the mark: those since have less room, and undercut older ones.
local function raised(since, back, ...)
    local lows, n, least = {-1, -1, -1, -1, -1, -1, -1, -1}, 0, nil
    for i = 1, 8, 2 do
        local mark, room = select(i, ...)
        if mark >= since then
            room = room - back
            least = room
        end
        if mark >= since or room < least then
            lows[n + 1], lows[n + 2] = mark, room
            n = n + 2
        end
    end
    return unpack(lows)
end

-- Gives units back to a bucket as if they had not been taken when its mark was reached: as much as has found room ever since.
-- Returns what is stored.
local function give_back(stored, now, per_minute, capacity, since, back)
    local units, at, leased, mark, m1, r1, m2, r2, m3, r3, m4, r4 = refill(stored, now, per_minute, capacity)
    local room = capacity * UNITS - units
    -- The least room is the oldest of those since.
    local low = m4 >= since and r4 or m3 >= since and r3 or m2 >= since and r2 or m1 >= since and r1 or room
    back = math.min(back, room, low)
    if m1 < since or back == 0 then
        return struct.pack(
            BUCKET_STATE, units + back, at, per_minute, capacity, leased, mark, m1, r1, m2, r2, m3, r3, m4, r4)
    end
    return struct.pack(
        BUCKET_STATE, units + back, at, per_minute, capacity, leased, mark,
        raised(since, back, m1, r1, m2, r2, m3, r3, m4, r4))
end
