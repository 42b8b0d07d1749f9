package io.tollgate.scenarios.proof.usage.budget;

import io.tollgate.scenarios.calls.Answer;
import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Crowd;
import io.tollgate.scenarios.calls.Stopwatch;
import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.proof.Ground;
import io.tollgate.scenarios.proof.Proof;
import io.tollgate.scenarios.stand.Budgets;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import io.tollgate.scenarios.stand.TieredRoute;
import io.tollgate.scenarios.stand.watch.AlertReceiver.Told;
import io.tollgate.scenarios.stand.watch.AlertTopic;
import io.tollgate.stack.process.Waiting;
import io.tollgate.stack.service.ServiceProcess;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Budgets of five dollars, of a tenant, a cost centre and a product: spent, told of, refused on every node, and open again when the period is
 * over, when the amount is raised, and not because the usage consumer is away.
 */
public final class BudgetProof implements Proof {

    private static final String PRICED = "dear-model";
    private static final String FIVE_DOLLARS = "5.00";
    private static final Duration REFUSED_WITHIN = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SHORT_PERIOD = Duration.ofSeconds(4);
    private static final int FORBIDDEN = 403;
    private static final int OK = 200;
    private static final int CALLS_A_SECOND = 10;
    private static final int LEAST_CALM = 50;

    @Override
    public String name() {
        return "budget";
    }

    @Override
    public void run(Ground ground, Findings findings) {
        Stand stand = ground.stand();
        stand.administration().priceOutput(PRICED, Spender.PER_MILLION);
        stand.administration().newProduct("dear-product");
        try (TieredRoute route = stand.administration()
                .newRoute()
                .deployment(
                        "payg-1", stand.backends().named("payg-1").url(), Bodies.CHAT_MODEL, Map.of("model", PRICED))
                .tier("payg-1")
                .open()) {
            var bystander = spender(stand, route, "bystander", Map.of());
            var tenant = spender(stand, route, "budget-tenant", Map.of());
            var inCentre = spender(stand, route, "budget-centre", Map.of());
            var ofProduct = spender(stand, route, "budget-product", Map.of("product", "dear-product"));
            var over = new AtomicBoolean();
            var calm = Crowd.beside(() -> Crowd.pacedUntil(over::get, CALLS_A_SECOND, call -> bystander
                    .spendTwoCents(call % stand.nodes())
                    .status()));
            try {
                spendAll(findings, "tenant", tenant, tenant.tenant().id());
                spendAll(findings, "cost-centre", inCentre, "cc-budget-centre");
                spendAll(findings, "product", ofProduct, "dear-product");
                comeBack(findings, tenant, "prove-tenant");
            } finally {
                over.set(true);
                Stream.of("tenant", "cost-centre", "product")
                        .forEach(scope -> stand.budgets().remove("prove-" + scope));
            }
            findings.atLeast("requests of another tenant meanwhile", calm.join().size(), LEAST_CALM, "");
            findings.equal(
                    "of which were not served",
                    calm.join().stream().filter(status -> status != OK).count(),
                    0,
                    "");
        }
    }

    private static Spender spender(Stand stand, TieredRoute route, String name, Map<String, Object> fields) {
        Tenant tenant = stand.administration().newTenant(name, fields, List.of());
        return new Spender(stand, tenant, route.model(), new AtomicLong());
    }

    private static void spendAll(Findings findings, String scope, Spender spender, String target) {
        Stand stand = spender.stand();
        Budgets budgets = stand.budgets();
        String id = "prove-" + scope;
        budgets.set(id, scope, target, FIVE_DOLLARS);
        for (int dollar = 1; dollar <= 4; dollar++) {
            served(spender.spendADollar(dollar % stand.nodes()));
        }
        boolean told = Waiting.until(PATIENCE, () -> budgets.alerts().of(id).size() >= 2);
        findings.holds(
                scope + ": told at four of five dollars",
                percentages(budgets.alerts().of(id)),
                "[50, 80]",
                told && percentages(budgets.alerts().of(id)).equals("[50, 80]"));
        served(spender.spendTwoDollars(0));
        Stopwatch spent = Stopwatch.start();
        List<Long> refusedAfter =
                Crowd.run(stand.nodes(), stand.nodes(), node -> refusedAfter(spender, node, id, spent));
        findings.atMost(
                scope + ": from the last spending answer to the first refusal",
                seconds(refusedAfter.stream().mapToLong(Long::longValue).min().orElseThrow()),
                REFUSED_WITHIN.toSeconds(),
                " s");
        findings.atMost(
                scope + ": until all of " + stand.nodes() + " nodes refuse",
                seconds(refusedAfter.stream().mapToLong(Long::longValue).max().orElseThrow()),
                REFUSED_WITHIN.toSeconds(),
                " s");
        tellsOnce(findings, stand, scope, id);
        spentWhatWasServed(findings, scope, spender, id);
    }

    private static void tellsOnce(Findings findings, Stand stand, String scope, String id) {
        Budgets budgets = stand.budgets();
        Ground.await(
                "three alerts of " + id + " by webhook",
                PATIENCE,
                () -> budgets.alerts().of(id).size() >= 3);
        String kafka = stand.cluster().kafka().orElseThrow().bootstrapServers();
        Ground.await(
                "three alerts of " + id + " on Kafka",
                PATIENCE,
                () -> AlertTopic.percentagesOf(kafka, id).size() >= 3);
        List<Told> told = budgets.alerts().of(id);
        findings.holds(
                scope + ": calls of the webhook, signed",
                percentages(told),
                "[50, 80, 100]",
                percentages(told).equals("[50, 80, 100]") && told.stream().allMatch(Told::isSigned));
        List<Integer> events = AlertTopic.percentagesOf(kafka, id);
        findings.holds(
                scope + ": events on Kafka", events.toString(), "[50, 80, 100]", events.equals(List.of(50, 80, 100)));
    }

    /** To the cent, although only the consumer knows of prices and only the caller of what it has called. */
    private static void spentWhatWasServed(Findings findings, String scope, Spender spender, String id) {
        Budgets budgets = spender.stand().budgets();
        BigDecimal served = spender.served();
        boolean isSame = Waiting.until(PATIENCE, () -> spent(budgets, id).compareTo(served) == 0);
        findings.holds(
                scope + ": spent when it was over",
                spent(budgets, id).toPlainString() + " USD",
                "what was served, " + served.toPlainString() + " USD",
                isSame && served.compareTo(new BigDecimal(FIVE_DOLLARS)) > 0);
    }

    private static BigDecimal spent(Budgets budgets, String id) {
        return new BigDecimal(budgets.standing(id).path("spent").asText()).stripTrailingZeros();
    }

    /** A month cannot be waited for: the stop gets an end that is near, while nobody is there to say otherwise. */
    private static void comeBack(Findings findings, Spender spender, String id) {
        Budgets budgets = spender.stand().budgets();
        ServiceProcess consumer = spender.stand().cluster().usageConsumer();
        consumer.kill();
        try {
            findings.equal(
                    "without a usage consumer, status of who has spent",
                    spender.spendTwoCents(0).status(),
                    FORBIDDEN,
                    "");
            Instant until = Ground.now().plus(SHORT_PERIOD);
            budgets.stop(id, until);
            List<Instant> servedAt =
                    Crowd.run(spender.stand().nodes(), spender.stand().nodes(), node -> firstServed(spender, node));
            findings.equal(
                    "nodes that served before the period was over",
                    servedAt.stream().filter(until::isAfter).count(),
                    0,
                    " of " + servedAt.size());
            findings.atMost(
                    "until every node serves again, after the end of the period",
                    seconds(Duration.between(
                                    until,
                                    servedAt.stream().max(Instant::compareTo).orElseThrow())
                            .toMillis()),
                    1,
                    " s");
        } finally {
            consumer.restart();
        }
        Stopwatch back = Stopwatch.start();
        findings.atMost(
                "a usage consumer that is ready again stops who has spent, after",
                seconds(refusedAfter(spender, 0, id, back)),
                REFUSED_WITHIN.toSeconds(),
                " s");
        budgets.set(id, "tenant", spender.tenant().id(), "50.00");
        Stopwatch raised = Stopwatch.start();
        firstServed(spender, 0);
        findings.atMost(
                "a raised amount lets in again, after", seconds(raised.millis()), REFUSED_WITHIN.toSeconds(), " s");
    }

    private static void served(Answer answer) {
        if (answer.status() != OK) {
            throw new IllegalStateException(
                    "a request within the budget got " + answer.status() + ": " + answer.text());
        }
    }

    private static long refusedAfter(Spender spender, int node, String id, Stopwatch since) {
        Ground.await(
                "a refusal for " + id + " by node " + node,
                PATIENCE,
                () -> isRefusedFor(spender.spendTwoCents(node), id));
        return since.millis();
    }

    private static boolean isRefusedFor(Answer answer, String id) {
        return answer.status() == FORBIDDEN
                && "insufficient_quota".equals(answer.header("x-tollgate-reason"))
                && answer.header("x-tollgate-limit").endsWith(":budget:" + id)
                && Long.parseLong(answer.header("retry-after")) > 0;
    }

    private static Instant firstServed(Spender spender, int node) {
        Ground.await(
                "an answer of node " + node,
                PATIENCE,
                () -> spender.spendTwoCents(node).status() == OK);
        return Ground.now();
    }

    private static String percentages(List<Told> told) {
        return told.stream()
                .map(call -> call.message().path("percent").asInt())
                .toList()
                .toString();
    }

    private static double seconds(long millis) {
        return millis / 1_000.0;
    }
}
