/**
 * A log on the node's own disk that outlives the process: mapped segments, appended to under one lock, read in order by one
 * reader. Knows nothing of what its records mean but which of them begin, touch and end a request.
 */
package io.tollgate.gateway.usage.log;
