/**
 * What a backend remembers (responses, conversations, files) goes back to where it lives, from any node, and only for its
 * owner. Where it lives stands in Redis, under the tenant that made it; what does not stand there is unknown, whoever asks.
 */
package io.tollgate.gateway.affinity;
