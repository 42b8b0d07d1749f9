package io.tollgate.scenarios.proof.tenants;

import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.load.Samples;
import io.tollgate.scenarios.load.Shot;
import io.tollgate.scenarios.load.Source;
import io.tollgate.scenarios.load.SteadySource;
import io.tollgate.scenarios.proof.Ground;
import io.tollgate.scenarios.stand.Limit;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Two tenants who do nothing but call, evenly, plain and streamed, on every node. */
final class QuietTenants {

    private static final double PER_SECOND = 8;
    private static final int OUTPUT_TOKENS = 20;
    private static final int TENANTS = 2;

    private final Ground ground;
    private final List<Tenant> tenants = new ArrayList<>();
    private final String plain;
    private final String streamed;

    QuietTenants(Ground ground, String model) {
        this.ground = ground;
        for (int i = 1; i <= TENANTS; i++) {
            tenants.add(ground.stand()
                    .administration()
                    .newTenant("quiet-" + i, Limit.tokens(10_000_000, 10_000_000), Limit.requests(100_000, 100_000)));
        }
        plain = Bodies.chat("Go on.", OUTPUT_TOKENS).replace(Bodies.CHAT_MODEL, model);
        streamed = Bodies.streamedChat("Go on.", OUTPUT_TOKENS).replace(Bodies.CHAT_MODEL, model);
    }

    /** Calls for so long; completes with the last answer. */
    CompletableFuture<Samples> call(Duration length) {
        return ground.callers().openLoop(tenants.stream().map(this::source).toList(), length);
    }

    private Source source(Tenant tenant) {
        Stand stand = ground.stand();
        int[] turn = {0};
        return new SteadySource(PER_SECOND, tenants.indexOf(tenant) / (PER_SECOND * TENANTS), () -> {
            int now = turn[0]++;
            return new Shot(
                    stand.node(now % stand.nodes()),
                    tenant.key(),
                    tenant.id(),
                    now % 2 == 0 ? plain : streamed,
                    OUTPUT_TOKENS);
        });
    }
}
