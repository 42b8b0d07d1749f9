package io.tollgate.usage.budgets;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tollgate.catalog.LimitPeriod;
import io.tollgate.usage.store.Schema;
import io.tollgate.usage.support.AlertReader;
import io.tollgate.usage.support.Spent;
import io.tollgate.usage.support.Usage;
import io.tollgate.usage.support.UsageServers;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole way from sums to who is told, beside a stand-in for the quota service and one for who is told. */
@QuarkusTest
@QuarkusTestResource(UsageServers.class)
class BudgetLoopIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    DataSource source;

    @Inject
    Schema schema;

    @ConfigProperty(name = "tollgate.quota-service-url")
    String quotaService;

    @ConfigProperty(name = "tollgate.kafka.bootstrap-servers")
    String bootstrapServers;

    private Spent spent;
    private String id;
    private long series;
    private long card;

    @BeforeEach
    void aTenantAndFiveDollarsForAMillionTokens() throws SQLException {
        schema.migrate();
        spent = new Spent(source);
        id = "b-" + spent.tenant().substring(2);
        series = spent.series();
        card = spent.inputCard("USD", 5, 0);
    }

    @Test
    void shouldTellOnTheWayAndStopWhenItIsSpent() throws SQLException {
        budget("tenant", spent.tenant(), "5.00", true);
        spent.rolledUp(Instant.now(), series, card, 1, 520_000);

        JsonPath half = awaitBudget("alerts.size() == 1");
        assertThat(half.getString("spent")).isEqualTo("2.60");
        assertThat(half.getString("percent")).isEqualTo("52.00");
        assertThat(half.getBoolean("stopped")).isFalse();
        assertThat(half.getInt("alerts[0].percent")).isEqualTo(50);

        spent.rolledUp(Instant.now(), spent.series(), card, 1, 520_000);

        JsonPath all = awaitBudget("stopped && alerts.size() == 3");
        Instant end = LimitPeriod.MONTH.endAfter(Instant.now(), ZoneOffset.UTC);
        assertThat(all.getString("spent")).isEqualTo("5.20");
        assertThat(all.getString("period.to")).isEqualTo(end.toString());
        assertThat(known()).containsEntry("stoppedUntil", end.toString());
        await().atMost(PATIENCE).until(() -> ids().size() == 3);
        assertThat(told().getLast().get("body").toString())
                .contains("\"percent\":100", "\"spent\":\"5.20\"", "\"amount\":\"5.00\"", "\"stops\":true");
        assertThat(told().getLast().get("x-tollgate-signature").toString()).matches("t=[0-9]+,v1=[0-9a-f]{64}");
        try (AlertReader topic = new AlertReader(bootstrapServers)) {
            assertThat(topic.awaitOf(id, 3)).extracting(AlertReader.Read::id).containsExactlyElementsOf(ids());
        }
    }

    @Test
    void shouldLetCallersInAgainWhenTheAmountIsRaised() throws SQLException {
        budget("product", spent.product(), "5.00", true);
        spent.rolledUp(Instant.now(), series, card, 1, 1_000_000);
        awaitBudget("stopped");

        budget("product", spent.product(), "50.00", true);

        assertThat(awaitBudget("!stopped").getString("percent")).isEqualTo("10.00");
        List<String> told = await().atMost(PATIENCE).until(this::ids, ids -> ids.size() == 3);
        budget("product", spent.product(), "5.00", true);
        awaitBudget("stopped");
        budget("product", spent.product(), "50.00", true);
        assertThat(awaitBudget("!stopped").getList("alerts.percent")).isEqualTo(List.of(50, 80, 100));
        assertThat(ids()).isEqualTo(told);
        assertThat(known()).containsEntry("id", id).doesNotContainKey("stoppedUntil");
    }

    @Test
    void shouldLetCallersInAgainWhenACorrectionLowersTheSpending() throws SQLException {
        budget("cost-centre", spent.costCentre(), "5.00", true);
        spent.rolledUp(Instant.now(), series, card, 1, 1_000_000);
        awaitBudget("stopped");

        spent.adjusted(Instant.now(), series, card, -1, -1_000_000);
        spent.adjusted(Instant.now(), series, spent.inputCard("USD", 4, 0), 1, 1_000_000);

        JsonPath after = awaitBudget("!stopped");
        assertThat(after.getString("spent")).isEqualTo("4.00");
        assertThat(after.getList("alerts.percent")).isEqualTo(List.of(50, 80, 100));
    }

    @Test
    void shouldTellButStopNobodyWhoseBudgetDoesNotEnforce() throws SQLException {
        budget("tenant", spent.tenant(), "5.00", false);
        spent.rolledUp(Instant.now(), series, card, 1, 2_000_000);

        assertThat(awaitBudget("alerts.size() == 3").getBoolean("stopped")).isFalse();
        await().atMost(PATIENCE).until(() -> ids().size() == 3);
        assertThat(known()).containsEntry("id", id).doesNotContainKey("stoppedUntil");
    }

    @Test
    void shouldTellAgainWhoDidNotListenWithoutKeepingTheTopicWaiting() throws SQLException {
        given().put(quotaService + "/webhook?refuse=" + id).then().statusCode(200);
        budget("tenant", spent.tenant(), "10.00", true);
        spent.rolledUp(Instant.now(), series, card, 1, 1_000_000);

        await().atMost(PATIENCE).until(() -> told().size() == 3);
        assertThat(told()).extracting(call -> call.get("refused")).containsExactly(true, true, false);
        assertThat(told()).extracting(call -> call.get("ce-id")).containsOnly(ids().getFirst());
        try (AlertReader topic = new AlertReader(bootstrapServers)) {
            assertThat(topic.awaitOf(id, 1)).extracting(AlertReader.Read::id).containsExactly(ids().getFirst());
        }
    }

    @Test
    void shouldJudgeTheOthersBesideABudgetThatCannotBeRead() throws SQLException {
        String wrong = "a-" + id;
        given().body("{\"id\":\"" + wrong + "\",\"amount\":\"1e30\"}")
                .put(quotaService + "/admin/v1/budgets/" + wrong)
                .then()
                .statusCode(200);
        try {
            budget("tenant", spent.tenant(), "5.00", true);
            spent.rolledUp(Instant.now(), series, card, 1, 1_000_000);

            assertThat(awaitBudget("stopped").getString("spent")).isEqualTo("5.00");
        } finally {
            given().delete(quotaService + "/admin/v1/budgets/" + wrong).then().statusCode(200);
        }
    }

    @Test
    void shouldJudgeTheOthersBesideABudgetThatCannotBeJudged() throws SQLException {
        String good = id;
        String bad = "a-" + id;
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE usage.budget_alert ADD CONSTRAINT no_alert CHECK (budget <> '" + bad + "')");
            id = bad;
            budget("tenant", spent.tenant(), "5.00", false);
            id = good;
            budget("tenant", spent.tenant(), "5.00", true);
            spent.rolledUp(Instant.now(), series, card, 1, 1_000_000);

            assertThat(awaitBudget("stopped").getList("alerts.percent")).isEqualTo(List.of(50, 80, 100));
            statement.execute("ALTER TABLE usage.budget_alert DROP CONSTRAINT no_alert");
            id = bad;
            assertThat(awaitBudget("alerts.size() == 3").getBoolean("stopped")).isFalse();
        }
    }

    private void budget(String scope, String target, String amount, boolean enforce) {
        String document = """
                {"id":"%s","name":"A budget","scope":"%s","target":"%s","amount":"%s","currency":"USD","period":"month",
                 "timeZone":"UTC","alertsAt":[50,80,100],"enforce":%s}""".formatted(id, scope, target, amount, enforce);
        given().body(document)
                .put(quotaService + "/admin/v1/budgets/" + id)
                .then()
                .statusCode(200);
    }

    /** The budget as the quota service has it. */
    private Map<String, Object> known() {
        return given().get(quotaService + "/admin/v1/budgets")
                .jsonPath()
                .getMap("items.find { it.id == '" + id + "' }");
    }

    private List<Map<String, Object>> told() {
        return given().get(quotaService + "/webhook")
                .jsonPath()
                .getList("findAll { it.'ce-source' == '/tollgate/budgets/" + id + "' }");
    }

    private List<String> ids() {
        return told().stream()
                .map(call -> call.get("ce-id").toString())
                .distinct()
                .toList();
    }

    private JsonPath awaitBudget(String asItShouldBe) {
        return await().atMost(PATIENCE)
                .until(
                        () -> Usage.authorized().get("/usage/v1/budgets").jsonPath(),
                        all -> all.getList("findAll { it.id == '" + id + "' }.findAll { it.with { " + asItShouldBe
                                                + " } }")
                                        .size()
                                == 1)
                .setRootPath("find { it.id == '" + id + "' }");
    }
}
