-- Moves the published version forward and tells the nodes.
-- KEYS[1] the version; ARGV[1] the new version, ARGV[2] the version that the records written before build on,
-- -1 when all of them were written; ARGV[3] the topic.
-- Returns the version that stands afterwards, or -1 when Redis has lost what the records build on.
local standing = tonumber(redis.call('GET', KEYS[1]) or '-1')
if standing < tonumber(ARGV[2]) then
  return -1
end
if standing >= tonumber(ARGV[1]) then
  return standing
end
redis.call('SET', KEYS[1], ARGV[1])
redis.call('PUBLISH', ARGV[3], ARGV[1])
return tonumber(ARGV[1])
