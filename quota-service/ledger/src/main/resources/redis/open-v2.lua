-- What is open: (kind, sequence of a lease), then per allowance a hold: (what it is, amount, mark, length of the id, the id). The
-- mark of a bucket is the one after the charge, of a quota the end of the period. In Java: Account.Open.
local RESERVATION, LEASE, CHARGE = 1, 2, 3
local LEFT_OUT = 0
local HEAD = '<Bd'
local HOLD = '<BddI2c0'
local HOLDS = 10
