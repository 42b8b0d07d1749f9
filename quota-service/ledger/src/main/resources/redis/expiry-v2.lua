-- Ends what is overdue: slots are free again, the rest counts as used. Returns the ids, but for charges, which had
-- ended and are forgotten.
local function end_overdue(ledger, deadlines, now, most)
    local overdue = redis.call('ZRANGEBYSCORE', deadlines, '-inf', now, 'LIMIT', 0, most)
    if #overdue == 0 then
        return overdue
    end
    -- include ending
    local function forfeited(stored, amount)
        if not is_bucket(stored) then
            return nil
        end
        local _, _, per_minute, capacity = struct.unpack('<dddd', stored)
        local units, at, leased, mark = refill(stored, now, per_minute, capacity)
        return (take(stored, units, at, per_minute, capacity, leased - amount, mark, amount * UNITS))
    end
    local function end_hold(leased, what, amount, mark, id)
        if what == LEFT_OUT or what == BUCKET and not leased then
            return
        end
        local stored, after = redis.call('HGET', ledger, id), nil
        if what == BUCKET then
            after = forfeited(stored, amount)
        elseif what == SLOTS then
            after = slots_after(stored, amount)
        else
            after = quota_after(stored, mark, amount, amount)
        end
        if after then
            redis.call('HSET', ledger, id, after)
        end
    end
    local opens, ended = redis.call('HMGET', ledger, unpack(overdue)), {}
    for i = 1, #overdue do
        local open = opens[i] or ''
        local kind, at = open ~= '' and struct.unpack('<B', open), HOLDS
        if kind ~= CHARGE then
            ended[#ended + 1] = overdue[i]
        end
        while at <= #open do
            local what, amount, mark, id, next_at = struct.unpack(HOLD, open, at)
            end_hold(kind == LEASE, what, amount, mark, id)
            at = next_at
        end
    end
    redis.call('HDEL', ledger, unpack(overdue))
    redis.call('ZREM', deadlines, unpack(overdue))
    return ended
end
