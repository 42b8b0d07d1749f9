package io.tollgate.gateway.upstream.connection;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.rules.AddressPolicy;
import io.tollgate.gateway.upstream.credential.CredentialFiles;
import io.vertx.core.Future;
import io.vertx.core.file.FileSystem;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * What a pool is built on besides the catalog, and what may change under it.
 *
 * @param address of the backend, or of the proxy on the way to it; allowed
 * @param files what stands in the connection's files
 */
record Footing(InetAddress address, PemFiles files) {

    /** Finds footings. */
    record Search(NameResolver names, AllowedAddresses allowed, FileSystem files, CredentialFiles keys) {

        /**
         * Fails with {@link NotAllowedException} when there is no address that is allowed.
         *
         * @param known the address that is taken again as long as it is one of the name's
         */
        Future<Footing> find(Deployment deployment, Optional<InetAddress> known) {
            var connection = deployment.handling().connection();
            var proxy = connection.proxy();
            String target = deployment.url().getHost();
            if (proxy.isPresent() && isRefused(target)) {
                return Future.failedFuture(new NotAllowedException(target));
            }
            return address(proxy.orElse(deployment.url()).getHost(), known)
                    .compose(address -> PemFiles.read(files, keys, connection).map(read -> new Footing(address, read)));
        }

        /** Behind a proxy, where only the proxy knows what a name means. */
        private boolean isRefused(String host) {
            Optional<InetAddress> literal = AddressPolicy.literal(host);
            return AddressPolicy.isAmbiguous(host)
                    || !allowed.allowsUnresolved(host)
                    || literal.filter(address -> !allowed.allows(host, address)).isPresent();
        }

        private Future<InetAddress> address(String host, Optional<InetAddress> known) {
            if (AddressPolicy.isAmbiguous(host)) {
                return Future.failedFuture(new NotAllowedException(host));
            }
            return AddressPolicy.literal(host)
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
}
