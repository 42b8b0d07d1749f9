/** A crowd of callers on one event loop: bursts, streams, cancelled streams, and how each request went. */
package io.tollgate.scenarios.load;
