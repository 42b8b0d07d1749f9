package io.tollgate.gateway.upstream.connection;

import io.tollgate.catalog.Deployment;
import io.vertx.core.Future;
import io.vertx.core.file.FileSystem;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a pool is built on besides the catalog, and what may change under it.
 *
 * @param address of the backend, or of the proxy on the way to it; allowed
 * @param files what stands in the connection's files
 */
record Footing(InetAddress address, PemFiles files) {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    /** Finds footings. */
    record Search(NameResolver names, AllowedAddresses allowed, FileSystem files) {

        /**
         * Fails with {@link NotAllowedException} when there is no address that is allowed.
         *
         * @param known the address that is taken again as long as it is one of the name's
         */
        Future<Footing> find(Deployment deployment, Optional<InetAddress> known) {
            var connection = deployment.handling().connection();
            var proxy = connection.proxy();
            String target = host(deployment.url());
            boolean refused = proxy.isPresent()
                    && literal(target)
                            .filter(address -> !allowed.allows(target, address))
                            .isPresent();
            if (refused) {
                return Future.failedFuture(new NotAllowedException(target));
            }
            return address(host(proxy.orElse(deployment.url())), known)
                    .compose(address -> PemFiles.read(files, connection).map(read -> new Footing(address, read)));
        }

        private Future<InetAddress> address(String host, Optional<InetAddress> known) {
            return literal(host)
                    .map(address -> Future.succeededFuture(List.of(address)))
                    .orElseGet(() -> names.resolve(host))
                    .compose(addresses -> {
                        var permitted = addresses.stream()
                                .filter(address -> allowed.allows(host, address))
                                .toList();
                        if (permitted.isEmpty()) {
                            return Future.failedFuture(new NotAllowedException(host));
                        }
                        return Future.succeededFuture(
                                known.filter(permitted::contains).orElse(permitted.getFirst()));
                    });
        }
    }

    /** The host of a URL; an IPv6 address without its brackets. */
    static String host(URI url) {
        String host = url.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** The address that {@code host} is; empty when it is a name. */
    private static Optional<InetAddress> literal(String host) {
        try {
            boolean isName = host.indexOf(':') < 0 && !IPV4.matcher(host).matches();
            return isName ? Optional.empty() : Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
