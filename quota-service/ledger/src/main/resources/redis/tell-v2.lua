-- Appends what an allowance has: a bucket's available units; slots held; a quota's consumed, held and ms to its period's end.
local function tell(reply, stored, now, what, one, two, three)
    if what == BUCKET then
        local units, _, leased = refill(stored, now, one, two)
        reply[#reply + 1] = units - leased * UNITS
    elseif what == SLOTS then
        reply[#reply + 1] = slots_held(stored)
    else
        local ends, consumed, held = quota_at(stored, now, two, three)
        reply[#reply + 1], reply[#reply + 2], reply[#reply + 3] = consumed, held, ends - now
    end
end
