package io.tollgate.scenarios.stand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.scenarios.calls.Caller;
import java.time.Duration;
import java.util.function.Function;

/**
 * Makes calls that must do no harm: no backend hears of them, they cost their tenant nothing and leave no reservation
 * open. The tenant's limits refill by one a minute, so that anything taken would show.
 */
public final class Harmless {

    private static final long BURST = 1_000_000;
    private static Tenant tenant;

    private final Stand stand;

    /** Calls on {@code stand}. */
    public Harmless(Stand stand) {
        this.stand = stand;
    }

    /** The tenant in whose name the calls are made. */
    public Tenant tenant() {
        synchronized (Harmless.class) {
            if (tenant == null) {
                tenant = stand.administration().newTenant("harmless", Limit.tokens(1, BURST), Limit.requests(1, BURST));
            }
            return tenant;
        }
    }

    /** Lets {@code call} happen and checks afterwards that nothing came of it. */
    public <T> T call(Function<Caller, T> call) {
        Tenant owner = tenant();
        long before = stand.backends().received();
        T result = call.apply(stand.caller(0, owner));
        assertNothingHappened(owner, before);
        return result;
    }

    private void assertNothingHappened(Tenant owner, long receivedBefore) {
        await().pollDelay(Duration.ZERO).until(() -> stand.administration().openReservations(owner) == 0);
        for (JsonNode limit : stand.administration().usage(owner).path("limits")) {
            assertThat(limit.path("available").asLong())
                    .as(limit.path("limit").asText())
                    .isEqualTo(BURST);
        }
        assertThat(stand.backends().received())
                .as("requests that reached a backend")
                .isEqualTo(receivedBefore);
    }
}
