/** What backends remember: asked for by its id, made, deleted, and noted when an answer makes it. */
package io.tollgate.gateway.exchange.stored;
