package io.tollgate.gateway.admission.lease;

import static io.tollgate.gateway.admission.lease.LeaseGround.requests;
import static io.tollgate.gateway.admission.lease.LeaseGround.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.gateway.admission.Demand;
import io.tollgate.gateway.model.RequestId;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.limits.ApplicableLimit;
import io.tollgate.ledger.memory.InMemoryLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Leases of several nodes over one ledger, event by event on a clock of their own. */
class LeaseSimulationTest {

    private static final long LIMIT = 600_000;
    private static final long BURST = 100_000;
    private static final long RUN_MILLIS = 720_000;

    /** Twice what is used on the average, and the most that is. */
    private static final long RESERVED = 1_200;

    private record Served(long atMillis, long tokens) {}

    private final VirtualTime time = new VirtualTime();
    private final Ledger ledger = new InMemoryLedger(time);
    private final Random random = new Random(20_260_504);
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final List<SimulatedNode> dead = new ArrayList<>();
    private final List<Served> served = new ArrayList<>();
    private long requests;
    private boolean leases = true;

    @Test
    void shouldHoldTheLimitAndUseItWhileDemandComesAndGoes() {
        var without = new LeaseSimulationTest();
        without.leases = false;
        Outcome exact = without.drift(Long.MAX_VALUE);
        Outcome outcome = drift(Long.MAX_VALUE);

        exact.print("demand from 10 % to 300 % and back, without leases");
        outcome.print("the same with leases");
        assertThat(outcome.utilisation()).isGreaterThan(exact.utilisation() - 0.03);
        assertThat(outcome.worstWindow()).isLessThanOrEqualTo(LIMIT + BURST);
        assertThat(outcome.utilisation()).isGreaterThanOrEqualTo(0.9);
        assertThat(outcome.toLease()).isGreaterThanOrEqualTo(3);
        assertThat(outcome.toExact()).isGreaterThanOrEqualTo(3);
        assertThat(outcome.leasedShareWhenFar()).isGreaterThanOrEqualTo(0.8);
    }

    @Test
    void shouldHoldTheLimitWhenNodesDie() {
        Outcome outcome = drift(20_000);

        outcome.print("the same, a node killed every 20 s");
        assertThat(outcome.worstWindow()).isLessThanOrEqualTo(LIMIT + BURST);
        assertThat(outcome.utilisation()).isGreaterThanOrEqualTo(0.85);
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "3, 3.333"})
    void shouldAskSeldomFarFromEveryLimit(int nodeCount, double perSecond) {
        int tenants = 20;
        start(nodeCount);
        ApplicableLimit[] limits = {tokens(6_000_000, 6_000_000), requests(60_000)};
        for (int tenant = 0; tenant < tenants; tenant++) {
            String account = "tenant-" + tenant;
            for (SimulatedNode node : nodes) {
                time.after(
                        (long) (random.nextDouble() * 1_000), () -> arrive(node, account, limits, perSecond, 300_000));
            }
        }

        time.pass(300_000);

        double calls =
                nodes.stream().mapToLong(node -> node.watched.calls.get()).sum();
        System.out.printf(
                Locale.ROOT,
                "lease: %d nodes, %.1f requests/s per tenant and node: %d requests, %.4f round trips per request%n",
                nodeCount,
                perSecond,
                requests,
                calls / requests);
        assertThat(calls / requests).isLessThanOrEqualTo(0.05);
    }

    private void arrive(
            SimulatedNode node, String account, ApplicableLimit[] limits, double perSecond, long forMillis) {
        long wait = (long) (-Math.log(1 - random.nextDouble()) * 1_000 / perSecond);
        if (wait < forMillis) {
            long used = (long) (300 * Math.exp(random.nextGaussian()));
            long reserved = (long) (used * (0.7 + random.nextDouble()));
            node.request(demand(account, reserved, limits), used, 500 + random.nextInt(12_000));
            time.after(wait, () -> arrive(node, account, limits, perSecond, forMillis - wait));
        }
    }

    private Outcome drift(long killEveryMillis) {
        start(3);
        ApplicableLimit limit = tokens(LIMIT, BURST);
        long begin = time.millis();
        long end = begin + RUN_MILLIS;
        double usedPerMilli = LIMIT / 60_000.0;
        long overloadedMillis = 0;
        long far = 0;
        long farLeased = 0;
        long nextKill = killEveryMillis;
        while (time.millis() < end) {
            double way = (time.millis() - begin) / (double) RUN_MILLIS;
            double demand = 0.1 + 2.9 * (1 - Math.abs(2 * way - 1));
            long wait = Math.max(1, (long) (-Math.log(1 - random.nextDouble()) * 600 / (usedPerMilli * demand)));
            time.pass(wait);
            overloadedMillis += demand > 1.3 ? wait : 0;
            if (time.millis() - begin > nextKill) {
                nextKill += killEveryMillis;
                replaceOne();
            }
            long leasedBefore = fromLease();
            int tokens = 200 + random.nextInt(801);
            boolean admitted = nodes.get(random.nextInt(nodes.size()))
                    .request(demand(LeaseGround.ACCOUNT, RESERVED, limit), tokens, 500 + random.nextInt(7_500));
            if (admitted) {
                served.add(new Served(time.millis(), demand > 1.3 ? -tokens : tokens));
            }
            if (demand < 0.5) {
                far++;
                farLeased += fromLease() - leasedBefore;
            }
        }
        return outcome(overloadedMillis, (double) farLeased / far);
    }

    private Outcome outcome(long overloadedMillis, double leasedShareWhenFar) {
        long whileOverloaded =
                served.stream().mapToLong(one -> Math.max(0, -one.tokens())).sum();
        var all = new ArrayList<>(nodes);
        all.addAll(dead);
        return new Outcome(
                worstWindow(),
                whileOverloaded / (LIMIT / 60_000.0 * overloadedMillis),
                (long) all.stream().mapToDouble(node -> node.switches("lease")).sum(),
                (long) all.stream().mapToDouble(node -> node.switches("exact")).sum(),
                leasedShareWhenFar,
                all.stream().mapToLong(node -> node.watched.calls.get()).sum() / (double) requests);
    }

    private long worstWindow() {
        long worst = 0;
        long sum = 0;
        int from = 0;
        for (Served last : served) {
            sum += Math.abs(last.tokens());
            while (served.get(from).atMillis() <= last.atMillis() - 60_000) {
                sum -= Math.abs(served.get(from++).tokens());
            }
            worst = Math.max(worst, sum);
        }
        return worst;
    }

    private record Outcome(
            long worstWindow,
            double utilisation,
            long toLease,
            long toExact,
            double leasedShareWhenFar,
            double callsPerRequest) {
        void print(String what) {
            System.out.printf(
                    Locale.ROOT,
                    "lease: %s: worst 60 s %.3f of limit + burst, %.1f %% used while overloaded, %d switches to lease and %d"
                            + " to exact, %.1f %% from leases below half of the limit, %.2f round trips per request%n",
                    what,
                    worstWindow / (double) (LIMIT + BURST),
                    100 * utilisation,
                    toLease,
                    toExact,
                    100 * leasedShareWhenFar,
                    callsPerRequest);
        }
    }

    private void start(int count) {
        for (int i = 0; i < count; i++) {
            nodes.add(new SimulatedNode(time, ledger, "node" + i, leases));
        }
    }

    private void replaceOne() {
        int at = random.nextInt(nodes.size());
        nodes.get(at).die();
        dead.add(nodes.get(at));
        nodes.set(at, new SimulatedNode(time, ledger, "node" + at + "again" + dead.size(), leases));
    }

    private long fromLease() {
        return nodes.stream().mapToLong(node -> node.fromLease).sum()
                + dead.stream().mapToLong(node -> node.fromLease).sum();
    }

    private Demand demand(String account, long tokens, ApplicableLimit... limits) {
        var amounts = new ArrayList<Long>();
        for (ApplicableLimit limit : limits) {
            amounts.add(LeaseGround.used(tokens).of(limit));
        }
        return new Demand(account, new RequestId("request-" + requests++), List.of(limits), amounts);
    }
}
