-- What is stored after something has ended, or nil when nothing is.

-- A quota of which some is given back and some consumed, if it is still in that period.
local function quota_after(stored, ends, given_back, used)
    if not stored or #stored ~= 24 then
        return nil
    end
    local known, consumed, held = struct.unpack('<ddd', stored)
    if known ~= ends then
        return nil
    end
    held = math.max(0, math.min(MOST, held - given_back))
    return struct.pack('<ddd', ends, math.min(MOST, consumed + used), held)
end

local function slots_after(stored, given_back)
    if not stored or #stored ~= 8 then
        return nil
    end
    return struct.pack('<d', math.max(0, struct.unpack('<d', stored) - given_back))
end
