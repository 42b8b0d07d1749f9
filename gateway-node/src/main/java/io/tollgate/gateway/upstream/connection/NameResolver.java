package io.tollgate.gateway.upstream.connection;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.util.List;

/** Finds the addresses of a name, without blocking who asks. */
@FunctionalInterface
public interface NameResolver {

    /** All addresses of {@code host}, at least one; fails when there is none. */
    Future<List<InetAddress>> resolve(String host);

    /** Asks the machine, on a worker thread; the JVM remembers answers as its security properties say (30 s). */
    static NameResolver ofMachine(Vertx vertx) {
        return host -> vertx.executeBlocking(() -> List.of(InetAddress.getAllByName(host)), false);
    }
}
