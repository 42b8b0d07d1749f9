package io.tollgate.gateway.wiring;

import io.tollgate.catalog.rules.AddressPolicy;
import io.tollgate.catalog.rules.CredentialPolicy;
import io.tollgate.gateway.catalog.LiveCatalog;
import io.tollgate.gateway.config.GatewaySettings;
import io.tollgate.gateway.upstream.BackendClient;
import io.tollgate.gateway.upstream.UpstreamConfig;
import io.tollgate.gateway.upstream.connection.AllowedAddresses;
import io.tollgate.gateway.upstream.connection.ConnectionPools;
import io.tollgate.gateway.upstream.connection.NameResolver;
import io.tollgate.gateway.upstream.credential.BackendCredentials;
import io.tollgate.gateway.upstream.credential.CredentialFiles;
import io.tollgate.gateway.upstream.credential.EntraConfig;
import io.tollgate.gateway.upstream.credential.EntraTokens;
import io.tollgate.gateway.upstream.credential.Surroundings;
import io.vertx.core.Vertx;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Puts together what calls backends. */
final class Upstreams {

    private static final int KEEP_ALIVE_SECONDS = 60;

    private Upstreams() {}

    static BackendClient client(Vertx vertx, GatewaySettings settings, LiveCatalog catalog) {
        var config = config(settings.upstream());
        var allowed = AddressPolicy.parse(settings.backendsAllowed().orElse(""))
                .onlyAmong(settings.backendsOnly().orElse(""));
        var policy = CredentialPolicy.parse(
                settings.credentials().envPrefix(), settings.credentials().directory());
        var files = new CredentialFiles(vertx, policy);
        var pools = new ConnectionPools(
                vertx,
                config,
                NameResolver.ofMachine(vertx),
                AllowedAddresses.by(allowed),
                files,
                id -> catalog.current().hasDeployment(id));
        vertx.setPeriodic(ConnectionPools.INSPECTION_MILLIS, tick -> pools.inspect());
        var entra =
                new EntraConfig(settings.entra().metadataUrl(), settings.entra().resource(), System::getenv);
        var tokens = new EntraTokens(vertx, entra, surroundings(vertx), reference -> catalog.current()
                .namesCredential(reference));
        var credentials = new BackendCredentials(System::getenv, policy, files, tokens, Clocks.monotonicMillis());
        return new BackendClient(pools, credentials, Clocks.wall());
    }

    private static Surroundings surroundings(Vertx vertx) {
        RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
        return new Surroundings(
                Clocks.wall(),
                (delayMillis, task) -> {
                    long id = vertx.setTimer(delayMillis, timer -> task.run());
                    return () -> vertx.cancelTimer(id);
                },
                random);
    }

    private static UpstreamConfig config(GatewaySettings.Upstream upstream) {
        return new UpstreamConfig(
                upstream.maxConnectionsPerLoop(),
                upstream.maxHttp2ConnectionsPerLoop(),
                upstream.maxWaitingPerLoop(),
                KEEP_ALIVE_SECONDS);
    }
}
