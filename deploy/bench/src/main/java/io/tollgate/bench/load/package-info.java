/**
 * The load generator. Arrivals follow a schedule fixed in advance and every latency counts from the scheduled time, so
 * a stall of the server, or of the generator, shows in every request that it delays. Everything here runs on one event
 * loop and is confined to it, except {@link io.tollgate.bench.load.LoadGenerator}, the door from other threads.
 */
package io.tollgate.bench.load;
