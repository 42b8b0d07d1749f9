package io.tollgate.catalog.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.catalog.ApiKey;
import io.tollgate.catalog.CatalogSnapshot;
import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Operation;
import io.tollgate.catalog.Price;
import io.tollgate.catalog.Product;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.Samples;
import io.tollgate.catalog.Tenant;
import io.tollgate.catalog.Tier;
import io.tollgate.catalog.budget.Budget;
import io.tollgate.catalog.budget.BudgetScope;
import io.tollgate.catalog.budget.BudgetStop;
import io.tollgate.catalog.signals.NodeSignals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogCodecTest {

    private final CatalogCodec codec = new CatalogCodec();

    static Stream<Arguments> firstRecords() {
        return Stream.of(
                Arguments.of("tenant", Tenant.class, Samples.tenant()),
                Arguments.of("key", ApiKey.class, Samples.key()),
                Arguments.of("deployment", Deployment.class, Samples.deployment("ptu-1")),
                Arguments.of("route", Route.class, Samples.route("gpt-4o", "ptu-1", "payg-1")),
                Arguments.of("price", Price.class, Samples.price()),
                Arguments.of("snapshot", CatalogSnapshot.class, snapshot()));
    }

    static Stream<Arguments> secondRecords() {
        return Stream.of(
                Arguments.of("tenant", Tenant.class, Samples.placedTenant()),
                Arguments.of("key", ApiKey.class, Samples.urgentKey()),
                Arguments.of("product", Product.class, Samples.product()),
                Arguments.of("snapshot", CatalogSnapshot.class, fullSnapshot()));
    }

    static Stream<Arguments> thirdRecords() {
        return Stream.of(
                Arguments.of("tenant", Tenant.class, Samples.denyingTenant()),
                Arguments.of("deployment", Deployment.class, Samples.handledDeployment("ptu-1")),
                Arguments.of("route", Route.class, Samples.triedRoute("gpt-4o", "ptu-1", "payg-1", "gpt-4o-long")),
                Arguments.of("node-signals", NodeSignals.class, Samples.nodeSignals()),
                Arguments.of("snapshot", CatalogSnapshot.class, routedSnapshot()));
    }

    static Stream<Arguments> fourthRecords() {
        return Stream.of(
                Arguments.of("price", Price.class, Samples.fullPrice()),
                Arguments.of("budget", Budget.class, Samples.stoppedBudget()),
                Arguments.of("snapshot", CatalogSnapshot.class, stoppedSnapshot()));
    }

    static Stream<Arguments> fifthRecords() {
        return Stream.of(
                Arguments.of("deployment", Deployment.class, Samples.stoppingDeployment("payg-1")),
                Arguments.of("route", Route.class, Samples.drainedRoute("gpt-4o", "payg-1")));
    }

    @ParameterizedTest
    @MethodSource("firstRecords")
    void shouldReadWhatTheFirstVersionWrote(String name, Class<? extends Record> type, Record expected) {
        assertThat(codec.read(golden("v1/" + name), type)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("secondRecords")
    void shouldReadWhatTheSecondVersionWrote(String name, Class<? extends Record> type, Record expected) {
        assertThat(codec.read(golden("v2/" + name), type)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("thirdRecords")
    void shouldReadWhatTheThirdVersionWrote(String name, Class<? extends Record> type, Record expected) {
        assertThat(codec.read(golden("v3/" + name), type)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("fourthRecords")
    void shouldReadWhatTheFourthVersionWrote(String name, Class<? extends Record> type, Record expected) {
        assertThat(codec.read(golden("v4/" + name), type)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("secondRecords")
    void shouldWriteEveryFieldThatTheSecondVersionReads(String name, Class<? extends Record> type, Record record)
            throws IOException {
        assertWrites(record, type, "v2/" + name);
    }

    @ParameterizedTest
    @MethodSource("thirdRecords")
    void shouldWriteEveryFieldThatTheThirdVersionReads(String name, Class<? extends Record> type, Record record)
            throws IOException {
        assertWrites(record, type, "v3/" + name);
    }

    @ParameterizedTest
    @MethodSource("fourthRecords")
    void shouldWriteEveryFieldThatTheFourthVersionReads(String name, Class<? extends Record> type, Record record)
            throws IOException {
        assertWrites(record, type, "v4/" + name);
    }

    @ParameterizedTest
    @MethodSource("fifthRecords")
    void shouldReadWhatTheFifthVersionWrote(String name, Class<? extends Record> type, Record expected) {
        assertThat(codec.read(golden("v5/" + name), type)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("fifthRecords")
    void shouldWriteEveryFieldThatTheFifthVersionReads(String name, Class<? extends Record> type, Record record)
            throws IOException {
        assertWrites(record, type, "v5/" + name);
    }

    private void assertWrites(Record record, Class<? extends Record> type, String name) throws IOException {
        var json = new ObjectMapper();

        assertThat(type).isEqualTo(record.getClass());
        assertHolds(json.readTree(codec.write(record)), json.readTree(golden(name)), name);
    }

    /** Later versions add fields, at every depth. */
    private static void assertHolds(JsonNode written, JsonNode expected, String path) {
        assertThat(written).as(path).isNotNull();
        if (expected.isObject()) {
            expected.properties()
                    .forEach(field ->
                            assertHolds(written.get(field.getKey()), field.getValue(), path + "." + field.getKey()));
        } else if (expected.isArray()) {
            assertThat(written.size()).as(path).isEqualTo(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                assertHolds(written.get(i), expected.get(i), path + "[" + i + "]");
            }
        } else {
            assertThat(written).as(path).isEqualTo(expected);
        }
    }

    @Test
    void shouldIgnoreFieldsOfANewerVersion() {
        String newer = codec.write(Samples.tenant()).replaceFirst("\\{", "{\"colour\":{\"of\":[\"the future\"]},");

        assertThat(codec.readTenant(newer)).isEqualTo(Samples.tenant());
    }

    @Test
    void shouldStampARecordWithTheVersionItWasReadAt() {
        String stamped = codec.writeStamped(Samples.key(), 42);

        assertThat(stamped).startsWith("{\"version\":42,");
        assertThat(codec.readKey(stamped)).isEqualTo(Samples.key());
    }

    @Test
    void shouldStampASnapshotOverItsOwnVersion() {
        assertThat(codec.readSnapshot(codec.writeStamped(snapshot(), 8)).version())
                .isEqualTo(8);
    }

    @Test
    void shouldSayWhatCannotBeRead() {
        assertThatExceptionOfType(CatalogCodec.UnreadableCatalogException.class)
                .isThrownBy(() -> codec.readSnapshot("{\"version\":"))
                .withMessage("the published CatalogSnapshot cannot be read");
    }

    @Test
    void shouldRefuseARecordThatBreaksARule() {
        assertThatExceptionOfType(CatalogCodec.UnreadableCatalogException.class)
                .isThrownBy(() -> codec.readTenant("{\"id\":\"no blanks please\"}"));
    }

    private static CatalogSnapshot snapshot() {
        return new CatalogSnapshot(
                7,
                List.of(Samples.deployment("ptu-1"), Samples.deployment("payg-1")),
                List.of(Samples.route("gpt-4o", "ptu-1", "payg-1")));
    }

    private static CatalogSnapshot fullSnapshot() {
        return new CatalogSnapshot(
                8,
                List.of(Samples.limitedDeployment("ptu-1")),
                List.of(new Route(
                        "gpt-4o",
                        Set.of("gpt-4o-latest"),
                        Set.of(Operation.CHAT_COMPLETIONS),
                        4_096,
                        List.of(new Tier(List.of("ptu-1"))),
                        Optional.of("standard"))),
                List.of(Samples.product()),
                List.of(Samples.priorityClass()),
                List.of(Samples.price()));
    }

    private static CatalogSnapshot routedSnapshot() {
        return new CatalogSnapshot(
                9,
                List.of(Samples.handledDeployment("ptu-1"), Samples.deployment("payg-1")),
                List.of(
                        Samples.triedRoute("gpt-4o", "ptu-1", "payg-1", "gpt-4o-long"),
                        Samples.route("gpt-4o-long", "payg-1")));
    }

    private static CatalogSnapshot stoppedSnapshot() {
        return new CatalogSnapshot(10, List.of(), List.of())
                .withStops(List.of(new BudgetStop(
                        "research",
                        BudgetScope.COST_CENTRE,
                        "Research / 4711",
                        Instant.parse("2027-01-01T00:00:00Z"))));
    }

    private static String golden(String name) {
        try (var stream = CatalogCodecTest.class.getResourceAsStream("/golden/" + name + ".json")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
