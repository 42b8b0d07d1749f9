package io.tollgate.scenarios.proof.ledger;

import static org.awaitility.Awaitility.await;

import io.tollgate.scenarios.calls.Answer;
import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Usage;
import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.proof.Ground;
import io.tollgate.scenarios.proof.Proof;
import io.tollgate.scenarios.stand.Limit;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import io.tollgate.stack.servers.Server;
import io.tollgate.stack.service.ServiceProcess;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** A quota of tokens a day and a budget of money a month, used up to the end, before and after everything is killed. */
final class QuotaProof implements Proof {

    private static final long TOKENS = 10_000;
    private static final String BUDGET = "0.05";
    private static final int MOST_REQUESTS = 400;
    private static final int OUTPUT_TOKENS = 60;

    // What the demo catalog's price for a token of gpt-4o is, in nano-units.
    private static final long INPUT_NANOS = 2_500;
    private static final long CACHED_NANOS = 1_250;
    private static final long OUTPUT_NANOS = 10_000;

    private static final List<String> ZONES = List.of("Asia/Kolkata", "America/Los_Angeles", "Pacific/Auckland");
    private static final Duration FAR_FROM_MIDNIGHT = Duration.ofHours(2);
    private static final Duration CHECKED_WITHIN = Duration.ofSeconds(20);
    private static final String QUOTA_LIMIT = "tenant:token-quota:day";
    private static final String BUDGET_LIMIT = "tenant:money-budget:month";

    @Override
    public String name() {
        return "quota";
    }

    @Override
    public void run(Ground ground, Findings findings) {
        Stand stand = ground.stand();
        ZoneId zone = zoneFarFromMidnight();
        Tenant tenant = stand.administration()
                .newTenant(
                        "daily",
                        Map.of("limits", List.of(Limit.quota("day", TOKENS).strict()), "timeZone", zone.getId()),
                        List.of());
        Tenant payer = stand.administration()
                .newTenant("payer", Limit.budget("month", BUDGET).strict());
        Answer refused = useUp(stand, tenant);
        judgeQuota(findings, stand, tenant, refused, zone, "");
        useUpBudget(findings, stand, payer);
        long usedBefore = used(stand, tenant);
        String moneyBefore =
                stand.administration().level(payer, BUDGET_LIMIT).path("used").asText();

        killEverything(stand, ground.scale() >= 1);

        findings.equal(
                "quota, used after kill -9 and restart of every process", used(stand, tenant), usedBefore, " tokens");
        judgeQuota(
                findings,
                stand,
                tenant,
                onceLimitsAreChecked(stand, tenant, 10 * OUTPUT_TOKENS),
                zone,
                " after the restart");
        String moneyAfter =
                stand.administration().level(payer, BUDGET_LIMIT).path("used").asText();
        findings.holds("budget, used after the restart", moneyAfter, moneyBefore, moneyAfter.equals(moneyBefore));
        findings.equal(
                "budget, status after the restart",
                onceLimitsAreChecked(stand, payer, 2_000).status(),
                403,
                "");
    }

    /** A node that has just started may be slower than its patience with Redis, and says 503 then; it never lets the caller through. */
    private static Answer onceLimitsAreChecked(Stand stand, Tenant tenant, int maxTokens) {
        return await().atMost(CHECKED_WITHIN)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> chat(stand, tenant, 0, maxTokens), answer -> answer.status() != 503);
    }

    private static ZoneId zoneFarFromMidnight() {
        return ZONES.stream()
                .map(ZoneId::of)
                .filter(zone -> untilMidnight(zone).compareTo(FAR_FROM_MIDNIGHT) > 0)
                .findFirst()
                .orElseThrow();
    }

    private static Duration untilMidnight(ZoneId zone) {
        Instant now = Ground.now();
        return Duration.between(
                now,
                now.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant());
    }

    /** Calls until it is refused. */
    private static Answer useUp(Stand stand, Tenant tenant) {
        for (int i = 0; i < MOST_REQUESTS; i++) {
            Answer answer = chat(stand, tenant, i, OUTPUT_TOKENS);
            if (answer.status() != 200) {
                return answer;
            }
        }
        throw new AssertionError("the quota of " + tenant + " never ended");
    }

    private static Answer chat(Stand stand, Tenant tenant, int index, int maxTokens) {
        var fields = Bodies.chatFields(Bodies.words(5 + index % 40), maxTokens);
        fields.put("user", tenant.id());
        return stand.caller(index % stand.nodes(), tenant).chat(io.tollgate.scenarios.calls.Json.write(fields));
    }

    private static long used(Stand stand, Tenant tenant) {
        return stand.administration().level(tenant, QUOTA_LIMIT).path("used").asLong(-1);
    }

    private static void judgeQuota(
            Findings findings, Stand stand, Tenant tenant, Answer refused, ZoneId zone, String when) {
        long real = stand.backends().arrivals(tenant.id()).total();
        if (when.isEmpty()) {
            findings.equal("quota, used by the ledger = by the simulators", used(stand, tenant), real, " tokens");
            findings.atMost("quota, served", real, TOKENS, " tokens");
            findings.atLeast("quota, served before the first refusal", real, 0.98 * TOKENS, " tokens");
        }
        findings.equal("quota, status" + when, refused.status(), 403, "");
        String retryAfter = refused.header("retry-after");
        long difference = retryAfter == null
                ? Long.MAX_VALUE
                : Math.abs(Long.parseLong(retryAfter) - untilMidnight(zone).toSeconds());
        findings.holds(
                "quota, Retry-After" + when,
                retryAfter + " s",
                "until midnight in " + zone + ", within 2 s",
                difference <= 2);
    }

    private static void useUpBudget(Findings findings, Stand stand, Tenant payer) {
        var random = new SplittableRandom(11);
        int status = 200;
        int requests = 0;
        // A prompt long enough to be found in the backend's cache the second time.
        String repeated = Bodies.words(1_100);
        while (status == 200 && requests < MOST_REQUESTS) {
            var fields = requests % 8 == 0
                    ? Bodies.chatFields(repeated, 20)
                    : Bodies.chatFields(Bodies.words(random.nextInt(3, 60)), random.nextInt(1, 120));
            fields.put("user", payer.id());
            status = stand.caller(requests % stand.nodes(), payer)
                    .chat(io.tollgate.scenarios.calls.Json.write(fields))
                    .status();
            requests++;
        }
        Usage tokens = stand.backends().tokens(payer.id());
        long cached = stand.backends().all().stream()
                .mapToLong(backend -> backend.cachedTokens(payer.id()))
                .sum();
        BigDecimal cost = BigDecimal.valueOf(
                (tokens.input() - cached) * INPUT_NANOS + cached * CACHED_NANOS + tokens.output() * OUTPUT_NANOS, 9);
        var used = new BigDecimal(
                stand.administration().level(payer, BUDGET_LIMIT).path("used").asText("-1"));
        findings.note("budget, requests", requests + ", " + tokens.total() + " tokens, " + cached + " of them cached");
        findings.holds(
                "budget, used by the ledger",
                used.toPlainString(),
                cost.toPlainString() + " = price × the simulators' tokens",
                used.compareTo(cost) == 0);
        findings.holds(
                "budget, used", used.toPlainString(), "at most " + BUDGET, used.compareTo(new BigDecimal(BUDGET)) <= 0);
        findings.equal("budget, status when it is used up", status, 403, "");
    }

    /** {@code kill -9} of Redis, the nodes and the services, and with {@code all} of the other servers too, then a start of each. */
    private static void killEverything(Stand stand, boolean all) {
        var cluster = stand.cluster();
        List<ServiceProcess> services = Stream.concat(
                        cluster.nodes().stream(), Stream.of(cluster.quotaService(), cluster.usageConsumer()))
                .toList();
        List<Server> servers = all
                ? List.of(
                        stand.redis(),
                        cluster.kafka().orElseThrow(),
                        cluster.postgres().orElseThrow())
                : List.of(stand.redis());
        services.forEach(ServiceProcess::kill);
        servers.forEach(Server::kill);
        servers.parallelStream().forEach(Server::restart);
        cluster.quotaService().restart();
        services.parallelStream()
                .filter(service -> service != cluster.quotaService())
                .forEach(ServiceProcess::restart);
    }
}
