package io.tollgate.quota.expiry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tollgate.catalog.Tenant;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.ReservationId;
import io.tollgate.quota.store.CatalogStore;
import io.tollgate.quota.store.Stored;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * One pass over every tenant. Several instances may sweep at once: a reservation is ended by one of them. Thread-safe;
 * blocks.
 */
@Singleton
public class Sweeper {

    private static final Logger LOGGER = Logger.getLogger(Sweeper.class);
    private static final int PAGE = 500;
    private static final int AT_ONCE = 16;

    /** Keeps a pass over many tenants from crowding out the nodes: at most about 3,000 accounts a second. */
    private static final long PAUSE_NANOS = 5_000_000;

    private static final int MOST_PER_CALL = 100;

    private final CatalogStore store;
    private final Ledger ledger;
    private final Counter expired;

    public Sweeper(CatalogStore store, Ledger ledger, MeterRegistry metrics) {
        this.store = store;
        this.ledger = ledger;
        expired = Counter.builder("tollgate.reservations.expired")
                .description("Reservations that ended because their deadline had passed")
                .register(metrics);
    }

    /**
     * Ends what is overdue.
     *
     * @return how many reservations this pass ended
     * @throws RuntimeException when PostgreSQL or Redis fails; the next pass makes up for it
     */
    public long sweep() {
        long ended = 0;
        String after = "";
        List<String> page;
        do {
            page = page(after);
            for (int i = 0; i < page.size(); i += AT_ONCE) {
                ended += sweep(page.subList(i, Math.min(i + AT_ONCE, page.size())));
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            after = page.isEmpty() ? after : page.getLast();
        } while (page.size() == PAGE);
        return ended;
    }

    private List<String> page(String after) {
        return store.read(tx -> tx.tenants().page(after, PAGE)).stream()
                .map(Stored::value)
                .map(Tenant::id)
                .toList();
    }

    private long sweep(List<String> tenants) {
        var calls = new ArrayList<CompletionStage<List<ReservationId>>>();
        tenants.forEach(tenant -> calls.add(ledger.expire(tenant, MOST_PER_CALL)));
        long ended = 0;
        for (int i = 0; i < calls.size(); i++) {
            List<ReservationId> ids = calls.get(i).toCompletableFuture().join();
            if (!ids.isEmpty()) {
                expired.increment(ids.size());
                ended += ids.size();
                LOGGER.infof("ended overdue reservations tenant=%s count=%d ids=%s", tenants.get(i), ids.size(), ids);
            }
        }
        return ended;
    }
}
