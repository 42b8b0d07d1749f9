package io.tollgate.bench.ledger.contenders;

import io.tollgate.ledger.Debit;
import io.tollgate.ledger.LeaseRenewal;
import io.tollgate.ledger.LeaseRenewal.Part;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.ReservationId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * The ledger leased: a block of every limit for so many requests, renewed when half of it is used, and an exact
 * reservation while there is none. It is what leases cost the ledger, with the simplest node that could hold them; a
 * gateway node also sizes its blocks, and leaves them when a limit comes near.
 */
public final class LeasedBlocks implements Contender {

    private static final int BLOCK = 1000;
    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(5);

    private final Ledger ledger;
    private final LedgerReservations exact;
    private final List<Debit> debits;
    private final CompletableFuture<Boolean> granted = CompletableFuture.completedFuture(true);
    private List<Block> byAccount = List.of();

    public LeasedBlocks(Ledger ledger, int limits) {
        this.ledger = ledger;
        this.exact = new LedgerReservations(ledger, true, limits);
        this.debits = Limits.debits(limits);
    }

    @Override
    public String name() {
        return "Tollgate, leased for " + BLOCK + " requests";
    }

    @Override
    public int limits() {
        return debits.size();
    }

    @Override
    public void prepare(int accounts) {
        byAccount = IntStream.range(0, accounts)
                .mapToObj(account -> new Block("bench-" + account))
                .toList();
    }

    @Override
    public CompletionStage<Boolean> reserve(int account) {
        Block block = byAccount.get(account);
        return block.take() ? granted : exact.reserve(account);
    }

    @Override
    public long roundTrips(RedisCounters counted) {
        return counted.scriptCalls();
    }

    /** What is left of an account's block, in requests. */
    private final class Block {
        private static final ReservationId LEASE = new ReservationId("lease-1");

        private final String account;
        private final AtomicLong left = new AtomicLong();
        private final AtomicLong used = new AtomicLong();
        private final AtomicBoolean renewing = new AtomicBoolean();
        private long sequence;

        Block(String account) {
            this.account = account;
        }

        boolean take() {
            long after = left.decrementAndGet();
            if (after < BLOCK / 2 && renewing.compareAndSet(false, true)) {
                renew();
            }
            if (after < 0) {
                left.incrementAndGet();
                return false;
            }
            used.incrementAndGet();
            return true;
        }

        /** One at a time, which {@link #renewing} sees to. */
        private void renew() {
            long usedNow = used.getAndSet(0);
            long gained = sequence == 0 ? BLOCK : usedNow;
            sequence++;
            List<Part> parts = debits.stream()
                    .map(debit -> new Part(debit.allowance(), usedNow * debit.amount(), BLOCK * debit.amount(), 0))
                    .toList();
            ledger.lease(new LeaseRenewal(account, LEASE, sequence, parts, TIME_TO_LIVE))
                    .whenComplete((renewed, failure) -> {
                        if (failure == null) {
                            left.addAndGet(gained);
                        } else {
                            sequence--;
                            used.addAndGet(usedNow);
                        }
                        renewing.set(false);
                    });
        }
    }
}
