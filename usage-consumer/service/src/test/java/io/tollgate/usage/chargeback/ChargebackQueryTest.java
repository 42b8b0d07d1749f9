package io.tollgate.usage.chargeback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.usage.problem.InvalidParameterException;
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
        ChargebackQuery query = ChargebackQuery.parse(Map.of(), NOW);

        assertThat(query.from()).isEqualTo("2026-10-22T10:15:30Z");
        assertThat(query.to()).isEqualTo(NOW);
        assertThat(query.groupBy()).containsExactly(Dimension.TENANT);
        assertThat(query.filters()).isEmpty();
    }

    @Test
    void shouldTakeDatesAsUtcDaysAndInstantsWithOffsets() {
        ChargebackQuery query = ChargebackQuery.parse(
                Map.of("from", List.of("2026-11-01"), "to", List.of("2026-11-02T01:00:00+01:00")), NOW);

        assertThat(query.from()).isEqualTo("2026-11-01T00:00:00Z");
        assertThat(query.to()).isEqualTo("2026-11-02T00:00:00Z");
    }

    @Test
    void shouldKeepTheOrderOfGroupsAndEveryFilterValue() {
        ChargebackQuery query =
                ChargebackQuery.parse(Map.of("groupBy", List.of("model, tenant"), "tenant", List.of("a", "b")), NOW);

        assertThat(query.groupBy()).containsExactly(Dimension.MODEL, Dimension.TENANT);
        assertThat(query.filters()).containsExactly(Map.entry(Dimension.TENANT, List.of("a", "b")));
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
                "tennant | contoso",
                "day | 2026-11-21",
            })
    void shouldNameTheParameterThatIsWrong(String name, String value) {
        assertThatThrownBy(() -> ChargebackQuery.parse(Map.of(name, List.of(value)), NOW))
                .isInstanceOfSatisfying(InvalidParameterException.class, e -> assertThat(e.field())
                        .isEqualTo(name));
    }

    @Test
    void shouldRefuseAParameterGivenTwice() {
        assertThatThrownBy(() -> ChargebackQuery.parse(Map.of("from", List.of("2026-01-01", "2026-01-02")), NOW))
                .hasMessageContaining("from");
    }
}
