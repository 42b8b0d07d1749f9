package io.tollgate.ledger.redis;

import static io.tollgate.ledger.LedgerContract.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.FakeClock;
import io.tollgate.ledger.LeaseRenewal;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.Level;
import io.tollgate.ledger.PeriodQuota;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.Slots;
import io.tollgate.ledger.Usage;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/** What is stored lives as long as it means something, and no longer for ever. */
class RedisKeysIT {

    private static final RedisConnection CONNECTION = Patient.connection();
    private static final Bucket TOKENS = new Bucket("tokens", 10, 1_000);
    private static final Bucket REQUESTS = new Bucket("requests", 60, 60);
    private static final ReservationId ID = new ReservationId("a");

    private final String account = UUID.randomUUID().toString();
    private final String accountKey = "tollgate:{" + account + "}:ledger";
    private final String deadlinesKey = "tollgate:{" + account + "}:deadlines";
    private final RedissonClient client = await(CONNECTION.client());
    private final ScriptClock clock = new ScriptClock(client, account, new FakeClock());
    private final Ledger ledger = ScriptClock.ledgerOn(CONNECTION);

    @AfterAll
    static void disconnect() {
        CONNECTION.close();
    }

    @Test
    void shouldOutliveReservations() {
        reserve(REQUESTS, 1, Duration.ofHours(20));

        assertThat(lifeOf(accountKey)).isBetween(Duration.ofHours(20), Duration.ofHours(22));
        assertThat(lifeOf(deadlinesKey)).isBetween(Duration.ofHours(20), Duration.ofHours(22));
    }

    @Test
    void shouldOutliveRefill() {
        reserve(TOKENS, 1_000, Duration.ofSeconds(1));

        assertThat(lifeOf(accountKey)).isBetween(Duration.ofMinutes(100), Duration.ofMinutes(171));
    }

    @Test
    void shouldOutliveDebtAndNotForgetItForAShorterReason() {
        reserve(TOKENS, 1, Duration.ofSeconds(1));
        await(ledger.settle(account, ID, List.of(new Usage(TOKENS, 100_000))));
        reserve(REQUESTS, 1, Duration.ofSeconds(1));

        assertThat(lifeOf(accountKey)).isGreaterThan(Duration.ofMinutes(10_000));
    }

    @Test
    void shouldOutliveAnExtendedDeadline() {
        reserve(REQUESTS, 1, Duration.ofSeconds(1));
        await(ledger.extend(account, List.of(ID), Duration.ofHours(24)));

        assertThat(lifeOf(accountKey)).isGreaterThan(Duration.ofHours(24));
        assertThat(lifeOf(deadlinesKey)).isGreaterThan(Duration.ofHours(24));
    }

    @Test
    void shouldGiveADeadlineSetThatWasEmptiedANewExpiry() {
        reserve(REQUESTS, 1, Duration.ofSeconds(1));
        await(ledger.release(account, ID));
        assertThat(client.getKeys().countExists(deadlinesKey)).isZero();

        reserve(REQUESTS, 1, Duration.ofSeconds(1));
        assertThat(lifeOf(deadlinesKey)).isGreaterThan(Duration.ofMinutes(59));
    }

    @Test
    void shouldLeaveNothingWhenDeniedOrOnlyInspected() {
        await(ledger.reserve(new Reservation(
                account, ID, List.of(new Debit(TOKENS, 1), new Debit(REQUESTS, 61)), Duration.ofSeconds(1))));
        await(ledger.inspect(account, List.of(TOKENS)));

        assertThat(client.getKeys().countExists(accountKey, deadlinesKey)).isZero();
    }

    @Test
    void shouldForgetABucketThatHasBeenFullForAMinute() {
        reserve(REQUESTS, 60, Duration.ofSeconds(1));
        await(ledger.settle(account, ID, List.of()));
        clock.advance(Duration.ofMinutes(1));
        reserve(TOKENS, 1, Duration.ofHours(1));

        await(ledger.expire(account, 10));
        assertThat(fields()).isEqualTo(3);
        clock.advance(Duration.ofMinutes(1).plusMillis(1));
        await(ledger.expire(account, 10));
        assertThat(fields()).isEqualTo(2);
        assertThat(await(ledger.inspect(account, List.of(REQUESTS))).levels())
                .containsExactly(new Level(REQUESTS, 60, 0));
    }

    @Test
    void shouldForgetUsersThatNobodyHeardOfAgainInAFewPassesOfBoundedCost() {
        for (int i = 0; i < 1_500; i++) {
            var user = new Bucket("user:" + i + ":requests-per-minute", 600, 60);
            var id = new ReservationId("r" + i);
            await(ledger.reserve(new Reservation(account, id, List.of(new Debit(user, 1)), Duration.ofHours(1))));
            await(ledger.settle(account, id, List.of(new Usage(user, 1))));
        }
        await(ledger.expire(account, 100));
        assertThat(fields()).isEqualTo(1_500);

        clock.advance(Duration.ofMillis(60_102));
        await(ledger.expire(account, 100));
        assertThat(fields()).as("one pass looks at 1,000 fields").isEqualTo(500);
        await(ledger.expire(account, 100));
        assertThat(fields()).isZero();
    }

    @Test
    void shouldOutliveAPeriod() {
        await(ledger.charge(reservation(Duration.ofSeconds(1), new Debit(month(), 1))));

        assertThat(lifeOf(accountKey)).isBetween(Duration.ofDays(30), Duration.ofDays(31));
    }

    @Test
    void shouldOutliveAPeriodThatOnlyASettlementNames() {
        reserve(REQUESTS, 1, Duration.ofSeconds(1));
        await(ledger.settle(account, ID, List.of(new Usage(month(), 5))));

        assertThat(lifeOf(accountKey)).isGreaterThan(Duration.ofDays(30));
    }

    @Test
    void shouldOutliveARaise() {
        reserve(REQUESTS, 1, Duration.ofSeconds(1));
        await(ledger.raise(account, ID, List.of(new Usage(TOKENS, 1_000), new Usage(month(), 5))));

        assertThat(lifeOf(accountKey)).isGreaterThan(Duration.ofDays(30));
    }

    @Test
    void shouldOutliveALease() {
        var part = new LeaseRenewal.Part(REQUESTS, 0, 10, 0);
        await(ledger.lease(new LeaseRenewal(account, ID, 1, List.of(part), Duration.ofHours(20))));

        assertThat(lifeOf(accountKey)).isBetween(Duration.ofHours(20), Duration.ofHours(22));
        assertThat(lifeOf(deadlinesKey)).isBetween(Duration.ofHours(20), Duration.ofHours(22));
    }

    @Test
    void shouldOutliveAnAdjustment() {
        await(ledger.adjust(account, TOKENS, -100_000, -100_000));

        assertThat(lifeOf(accountKey)).isGreaterThan(Duration.ofMinutes(10_000));
    }

    @Test
    void shouldForgetFreeSlotsAndPeriodsThatAreOver() {
        PeriodQuota quota = month();
        reserve(REQUESTS, 1, Duration.ofHours(24));
        var id = new ReservationId("b");
        List<Debit> debits = List.of(new Debit(new Slots("slots", 3), 1), new Debit(quota, 1));
        await(ledger.reserve(new Reservation(account, id, debits, Duration.ofHours(1))));
        await(ledger.expire(account, 10));
        assertThat(fields()).as("two allowances more and a reservation").isEqualTo(5);

        await(ledger.release(account, id));
        await(ledger.expire(account, 10));
        assertThat(fields()).as("the slots are free").isEqualTo(3);
        clock.advance(Duration.ofDays(30).plusSeconds(59));
        await(ledger.expire(account, 0));
        assertThat(fields()).isEqualTo(2);
        clock.advance(Duration.ofSeconds(2));
        await(ledger.expire(account, 0));
        assertThat(fields()).as("only what is open").isEqualTo(1);
    }

    @Test
    void shouldForgetABucketOnlyWhenNothingOfItIsLeased() {
        var part = new LeaseRenewal.Part(REQUESTS, 0, 10, 0);
        await(ledger.lease(new LeaseRenewal(account, ID, 1, List.of(part), Duration.ofHours(20))));
        clock.advance(Duration.ofHours(3));

        await(ledger.expire(account, 10));
        assertThat(fields()).isEqualTo(2);
    }

    private PeriodQuota month() {
        long ends = clock.millis() + Duration.ofDays(30).toMillis();
        return new PeriodQuota("quota", 100, ends, ends + Duration.ofDays(30).toMillis());
    }

    private Reservation reservation(Duration timeToLive, Debit... debits) {
        return new Reservation(account, ID, List.of(debits), timeToLive);
    }

    private void reserve(Bucket bucket, long amount, Duration timeToLive) {
        await(ledger.reserve(new Reservation(account, ID, List.of(new Debit(bucket, amount)), timeToLive)));
    }

    private int fields() {
        return client.getMap(accountKey, StringCodec.INSTANCE).size();
    }

    private Duration lifeOf(String key) {
        return Duration.ofMillis(client.getKeys().remainTimeToLive(key));
    }
}
