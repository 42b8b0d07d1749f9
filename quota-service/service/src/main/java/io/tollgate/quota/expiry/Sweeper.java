package io.tollgate.quota.expiry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.limits.ApplicableLimits;
import io.tollgate.ledger.limits.CapacityAccounts;
import io.tollgate.quota.store.CatalogStore;
import io.tollgate.quota.store.RecordType;
import io.tollgate.quota.store.Stored;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * One pass over every ledger account: of tenants without a product, of products, and of deployments whose capacity is
 * counted. Several instances may sweep at once: a reservation is ended by one of them. Thread-safe;
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
        Set<String> ofProducts = new HashSet<>();
        long ended = each(RecordType.TENANT, page -> page.stream()
                .filter(tenant -> tenant.product().isEmpty() || ofProducts.add(ApplicableLimits.account(tenant)))
                .map(ApplicableLimits::account)
                .toList());
        return ended
                + each(RecordType.DEPLOYMENT, page -> page.stream()
                        .filter(deployment -> deployment.limits().isPresent())
                        .map(deployment -> CapacityAccounts.account(deployment.id()))
                        .toList());
    }

    private <T extends Record> long each(RecordType<T> type, Function<List<T>, List<String>> accountsOf) {
        long ended = 0;
        String after = "";
        List<T> page;
        do {
            String last = after;
            page = store.read(tx -> tx.rows(type).page(last, PAGE)).stream()
                    .map(Stored::value)
                    .toList();
            List<String> accounts = accountsOf.apply(page);
            for (int i = 0; i < accounts.size(); i += AT_ONCE) {
                ended += sweep(accounts.subList(i, Math.min(i + AT_ONCE, accounts.size())));
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            after = page.isEmpty() ? after : type.idOf().apply(page.getLast());
        } while (page.size() == PAGE);
        return ended;
    }

    private long sweep(List<String> accounts) {
        var calls = new ArrayList<CompletionStage<List<ReservationId>>>();
        accounts.forEach(account -> calls.add(ledger.expire(account, MOST_PER_CALL)));
        long ended = 0;
        for (int i = 0; i < calls.size(); i++) {
            List<ReservationId> ids = calls.get(i).toCompletableFuture().join();
            if (!ids.isEmpty()) {
                expired.increment(ids.size());
                ended += ids.size();
                LOGGER.infof("ended overdue reservations account=%s count=%d ids=%s", accounts.get(i), ids.size(), ids);
            }
        }
        return ended;
    }
}
