package io.tollgate.scenarios.proof.usage.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.scenarios.calls.Answer;
import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Caller;
import io.tollgate.scenarios.calls.Crowd;
import io.tollgate.scenarios.calls.Json;
import io.tollgate.scenarios.proof.Ground;
import io.tollgate.scenarios.stand.Limit;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import io.tollgate.scenarios.stand.watch.UsageTopic;
import io.tollgate.stack.process.Waiting;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tenants with prices and budgets, and what they use: requests of every kind, and a past that is made of them. */
final class Scene implements AutoCloseable {

    private static final String NOWHERE = "gpt-4o-archive";
    private static final String PTU = "ptu-2";

    /** With the others more than the chart has colours for. */
    private static final List<String> MINI_DEPLOYMENTS = List.of("payg-4", "payg-7", "payg-8", "payg-9");

    private static final String MINI_CARD = "gpt-4o-mini-2024";
    /** Who has a card of its own for {@link Use#MINI}. */
    static final String CONTRACTOR = "northwind";

    static final String CONTRACT_INPUT = "0.15";
    static final String CONTRACT_OUTPUT = "0.60";
    static final String CONTRACT_DISCOUNT = "15";

    /** What a million tokens of {@link Use#MINI} cost everybody else, once the card is corrected. */
    static final String MINI_INPUT = "0.18";

    static final String MINI_OUTPUT = "0.72";

    private static final int TOO_OFTEN = 8;
    private static final int REQUESTS = 600;
    private static final int REQUESTS_LEAST = 60;
    private static final int AT_ONCE = 6;
    private static final int PAST_DAYS = 58;
    private static final int PAST_PER_DAY = 260;
    private static final Duration READ_WITHIN = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Stand stand;
    private final List<Tenant> tenants = new ArrayList<>();
    private final Deque<String> made = new ArrayDeque<>();
    private Tenant refused;

    private Scene(Stand stand) {
        this.stand = stand;
    }

    static Scene make(Stand stand) {
        var scene = new Scene(stand);
        scene.catalog();
        return scene;
    }

    private void catalog() {
        put("products/retail", Map.of("name", "Retail"));
        tenant("contoso", "CC-1001", "retail", "shop-assistant", "search");
        tenant("fabrikam", "CC-2002", "", "support-bot");
        tenant(CONTRACTOR, "CC-2002", "", "translation");
        tenant("adventure-works", "CC-5100", "retail", "trip-planner");
        tenant("wingtip", "CC-6300", "", "catalogue");
        tenant("litware", "CC-7100", "", "lab");
        Limit tight = Limit.requests(6, 3);
        put("tenants/tailspin", Map.of("name", "Tailspin", "costCentre", "CC-6200", "limits", List.of(tight)));
        refused = stand.administration().newKey("tailspin", "batch");
        Map<String, Object> capacity = Map.of("tokensPerMinute", 200, "tokenBurst", 200_000);
        copy("ptu-1", PTU, Use.CHAT, Map.of("limits", capacity));
        copy("payg-1", "payg-3", Use.CHAT, Map.of());
        MINI_DEPLOYMENTS.forEach(id -> copy("payg-2", id, Use.MINI, Map.of()));
        copy("payg-1", "payg-5", Use.UNPRICED, Map.of());
        copy("payg-1", "payg-6", NOWHERE, Map.of("url", "http://127.0.0.1:9"));
        route(Use.CHAT, PTU, "payg-3");
        made("routes/" + Use.MINI, Map.of("tiers", List.of(Map.of("deployments", MINI_DEPLOYMENTS))));
        route(Use.UNPRICED, "payg-5");
        route(NOWHERE, "payg-6");
        prices();
    }

    private void prices() {
        price("gpt-4.1-2025", rates(Use.CHAT, "2.00", "8.00"));
        price(MINI_CARD, rates(Use.MINI, "0.15", "0.60"));
        Map<String, Object> contract = rates(Use.MINI, CONTRACT_INPUT, CONTRACT_OUTPUT);
        contract.putAll(Map.of("tenant", CONTRACTOR, "discountPercent", CONTRACT_DISCOUNT));
        price("northwind-contract", contract);
        String lastMonth = today().minusMonths(1).withDayOfMonth(1).toString();
        Map<String, Object> hourly =
                Map.of("model", Use.CHAT, "deployment", PTU, "effectiveFrom", lastMonth, "perHour", "0.01");
        price(PTU + "-hourly", hourly);
    }

    private static Map<String, Object> rates(String model, String input, String output) {
        return new HashMap<>(Map.of("model", model, "inputPerMillion", input, "outputPerMillion", output));
    }

    static LocalDate today() {
        return LocalDate.ofInstant(Ground.now(), ZoneOffset.UTC);
    }

    private void tenant(String id, String costCentre, String product, String... applications) {
        Map<String, Object> document = new HashMap<>(Map.of("name", id, "costCentre", costCentre));
        if (!product.isEmpty()) {
            document.put("product", product);
        }
        put("tenants/" + id, document);
        for (String application : applications) {
            tenants.add(stand.administration().newKey(id, application));
        }
    }

    /** The same deployment once more, as that of another model. */
    private void copy(String deployment, String id, String model, Map<String, Object> changes) {
        ObjectNode document = (ObjectNode) stand.administration().document("deployments/" + deployment);
        document.put("id", id);
        document.put("model", model);
        changes.forEach((field, value) -> document.set(field, Json.read(Json.write(value))));
        made("deployments/" + id, document);
    }

    /** Each deployment is a tier, the first preferred. */
    private void route(String model, String... deployments) {
        var tiers = Stream.of(deployments).map(id -> Map.of("deployments", List.of(id)));
        made("routes/" + model, Map.of("tiers", tiers.toList()));
    }

    private void price(String id, Map<String, Object> rates) {
        Map<String, Object> document = new HashMap<>(rates);
        document.put("currency", "USD");
        made("prices/" + id, document);
    }

    private void budget(String id, String name, String scope, String target, String amount) {
        made(
                "budgets/" + id,
                Map.of(
                        "name",
                        name,
                        "scope",
                        scope,
                        "target",
                        target,
                        "amount",
                        amount,
                        "currency",
                        "USD",
                        "period",
                        "month",
                        "enforce",
                        false));
    }

    private void put(String resource, Object document) {
        stand.administration().putDocument(resource, document);
    }

    private void made(String resource, Object document) {
        put(resource, document);
        made.addFirst(resource);
    }

    /** Sends requests of every kind and waits until all are in the report. @return how many */
    int use(Ground ground) {
        Caller batch = stand.caller(0, refused);
        for (int i = 0; i < TOO_OFTEN; i++) {
            batch.chat(chat(Use.CHAT));
            stand.caller(0, tenants.get(i % tenants.size())).chat(chat(NOWHERE));
        }
        batch.chat(chat("no-such-model"));
        var random = new SplittableRandom(ground.seed());
        List<Use> uses = new ArrayList<>();
        for (int i = 0; i < ground.part(REQUESTS, REQUESTS_LEAST); i++) {
            uses.add(Use.draw(random, tenants));
        }
        try (var _ = stand.backends().change(Bodies.CHAT_MODEL, Map.of("promptCaching", true))) {
            Crowd.run(uses.size(), AT_ONCE, index -> {
                Use use = uses.get(index);
                return use.make(stand.caller(index % stand.nodes(), use.tenant()));
            });
        }
        return uses.size() + 2 * TOO_OFTEN + 1;
    }

    private static String chat(String model) {
        var fields = Bodies.chatFields("Hello.", 20);
        fields.put("model", model);
        return Json.write(fields);
    }

    /** Puts weeks of the same before today, and waits until the usage consumer has read all of it. @return how many events */
    int remember(Ground ground) {
        var topic = new UsageTopic(stand.cluster().kafka().orElseThrow().bootstrapServers());
        awaitRead();
        var events = events(tenants());
        var past = new History(events, ground.seed()).before(today(), PAST_DAYS, ground.part(PAST_PER_DAY, 20));
        topic.write(past);
        awaitRead();
        return past.size();
    }

    Set<String> tenants() {
        return tenants.stream().map(Tenant::id).collect(Collectors.toSet());
    }

    /** What the nodes have written of these tenants, and what was put before today, each event once. */
    List<JsonNode> events(Set<String> of) {
        var topic = new UsageTopic(stand.cluster().kafka().orElseThrow().bootstrapServers());
        Map<String, JsonNode> byId = new LinkedHashMap<>();
        topic.events(of).forEach(event -> byId.putIfAbsent(event.path("id").asText(), event));
        return List.copyOf(byId.values());
    }

    /** The first day that has a past. */
    static LocalDate firstDay() {
        return today().minusDays(PAST_DAYS);
    }

    /** Corrects a card for all of the past. */
    void correct() {
        price(MINI_CARD, rates(Use.MINI, MINI_INPUT, MINI_OUTPUT));
        var usage = new Caller(
                stand.cluster().usageConsumer().url(), stand.cluster().adminKey());
        String order = Json.write(Map.of(
                "from", firstDay().toString(),
                "to", today().plusDays(1).toString(),
                "reason", "the card had last year's rates"));
        if (!Waiting.until(
                READ_WITHIN,
                PAUSE,
                () -> hasNothingToRerate(usage.post("/usage/v1/reratings", order))
                        && new ExactApi(usage)
                                .get("/usage/v1/chargeback")
                                .at("/totals/adjustments")
                                .asText("0")
                                .matches(".*[1-9].*"))) {
            throw new AssertionError("the corrected card has not adjusted all of the past");
        }
    }

    private static boolean hasNothingToRerate(Answer answer) {
        return answer.status() == 200 && answer.json().path("rows").asInt(-1) == 0;
    }

    /** Gives out budgets, one of which is spent already. */
    void budgets() {
        budget("contoso-monthly", "Contoso", "tenant", "contoso", "3.00");
        budget("retail-monthly", "Retail products", "product", "retail", "8.00");
        budget("support-monthly", "Support", "cost-centre", "CC-2002", "1.20");
        var usage = new Caller(
                stand.cluster().usageConsumer().url(), stand.cluster().adminKey());
        if (!Waiting.until(
                READ_WITHIN, PAUSE, () -> usage.get("/usage/v1/budgets").text().contains("support-monthly"))) {
            throw new AssertionError("the usage consumer knows of no budgets");
        }
    }

    /** Takes out of the catalog what other scenarios would trip over; tenants stay, as everybody's do. */
    @Override
    public void close() {
        made.stream().distinct().forEach(stand.administration()::deleteDocument);
    }

    private void awaitRead() {
        if (!Waiting.until(READ_WITHIN, PAUSE, () -> stand.reports().lag() == 0)) {
            throw new AssertionError(
                    "the usage consumer has still " + stand.reports().lag() + " records to read");
        }
    }
}
