/** The catalog as it is published: its names in Redis, its hashes, and its JSON; the only place here that knows a JSON library. */
package io.tollgate.catalog.codec;
