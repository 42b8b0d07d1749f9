/** Redis, Kafka and PostgreSQL as the cluster sees them: started here, or somebody else's by environment. */
package io.tollgate.stack.backing;
