package io.tollgate.gateway.upstream.credential;

import io.vertx.core.Future;

/** Where tokens for one identity are issued. Thread-safe. */
@FunctionalInterface
interface TokenSource {

    /** Asks for a token, once. The message of a failure holds no secret. */
    Future<Token> issue();
}
