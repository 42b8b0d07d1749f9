package io.tollgate.usage.chargeback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.usage.problem.InvalidParameterException;
import io.tollgate.usage.report.Cursor;
import io.tollgate.usage.report.Dimension;
import io.tollgate.usage.report.Parameters;
import io.tollgate.usage.report.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChargebackQueryTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:15:30Z");

    @Test
    void shouldShowTheLastThirtyDaysByTenantUnlessAskedOtherwise() {
        ChargebackQuery query = parse(Map.of());

        assertThat(query.period().from()).isEqualTo("2026-10-22T10:15:30Z");
        assertThat(query.period().to()).isEqualTo(NOW);
        assertThat(query.groupBy()).containsExactly(Dimension.TENANT);
        assertThat(query.filters().values()).isEmpty();
        assertThat(query.paged()).isFalse();
    }

    @Test
    void shouldReachBehindTheLastEventWhenThatIsDatedInTheFuture() {
        Instant ahead = Instant.parse("2027-11-21T10:16:07Z");
        ChargebackQuery query = ChargebackQuery.parse(new Parameters(Map.of(), NOW, now -> ahead));

        assertThat(query.period().from()).isEqualTo("2026-10-22T10:15:30Z");
        assertThat(query.period().to()).isEqualTo(ahead);
    }

    @Test
    void shouldTakeDatesAsUtcDaysAndInstantsWithOffsets() {
        ChargebackQuery query =
                parse(Map.of("from", List.of("2026-11-01"), "to", List.of("2026-11-02T01:00:00+01:00")));

        assertThat(query.period().from()).isEqualTo("2026-11-01T00:00:00Z");
        assertThat(query.period().to()).isEqualTo("2026-11-02T00:00:00Z");
    }

    @Test
    void shouldKeepTheOrderOfGroupsAndEveryFilterValue() {
        ChargebackQuery query = parse(Map.of(
                "groupBy",
                List.of("model, tag:team, tenant"),
                "tenant",
                List.of("a", "b"),
                "tag:env",
                List.of("prod")));

        assertThat(query.groupBy()).containsExactly(Dimension.MODEL, new Tag("team"), Dimension.TENANT);
        assertThat(query.filters().values())
                .containsOnly(
                        Map.entry(Dimension.TENANT, List.of("a", "b")), Map.entry(new Tag("env"), List.of("prod")));
    }

    @Test
    void shouldTakeACursorOfTheSameGroupsOnly() {
        String cursor = Cursor.of(List.of("tenant"), List.of("a", "usage", "USD"));

        assertThat(parse(Map.of("after", List.of(cursor))).after()).containsExactly("a", "usage", "USD");
        assertThatThrownBy(() -> parse(Map.of("after", List.of(cursor), "groupBy", List.of("model"))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith("after ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from | yesterday",
                "from | 2026-13-01",
                "from | 2027-01-01",
                "from | 2026-11-21T10:15:30Z",
                "to | +10000-01-01T00:00:00Z",
                "groupBy | planet",
                "groupBy | tenant,tenant",
                "groupBy | tenant,",
                "groupBy | tag:",
                "tennant | contoso",
                "day | 2026-11-21",
                "limit | 0",
                "limit | 10001",
                "limit | ten",
                "after | nonsense!",
                "after | bnVsbA",
                "after | WyJhIl0",
            })
    void shouldNameTheParameterThatIsWrong(String name, String value) {
        assertThatThrownBy(() -> parse(Map.of(name, List.of(value))))
                .isInstanceOfSatisfying(InvalidParameterException.class, e -> assertThat(e.field())
                        .isEqualTo(name));
    }

    @Test
    void shouldRefuseAParameterGivenTwice() {
        assertThatThrownBy(() -> parse(Map.of("from", List.of("2026-01-01", "2026-01-02"))))
                .hasMessageContaining("from");
    }

    private static ChargebackQuery parse(Map<String, List<String>> parameters) {
        return ChargebackQuery.parse(new Parameters(parameters, NOW, now -> now));
    }
}
