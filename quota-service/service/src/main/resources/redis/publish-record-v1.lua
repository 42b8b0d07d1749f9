-- Writes a published record unless a newer one stands.
-- KEYS[1] the record; ARGV[1] its JSON, ARGV[2] the catalog version it was read at,
-- ARGV[3] seconds until it vanishes, 0 for never. Returns 1 when written, 0 when a newer one stands.
local stored = redis.call('GET', KEYS[1])
if stored then
  local readable, record = pcall(cjson.decode, stored)
  if readable and type(record) == 'table' then
    local version = tonumber(record['version'])
    if version and version > tonumber(ARGV[2]) then
      return 0
    end
  end
end
if tonumber(ARGV[3]) > 0 then
  redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[3])
else
  redis.call('SET', KEYS[1], ARGV[1])
end
return 1
