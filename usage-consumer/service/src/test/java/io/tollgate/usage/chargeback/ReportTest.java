package io.tollgate.usage.chargeback;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTest {

    private static final ChargebackQuery BY_TENANT = new ChargebackQuery(
            Instant.parse("2026-11-01T00:00:00Z"),
            Instant.parse("2026-12-01T00:00:00Z"),
            List.of(Dimension.TENANT),
            Map.of());

    @ParameterizedTest
    @CsvSource({
        "8000000000000000, 8.00",
        "1, 0.000000000000001",
        "0, 0.00",
        "1500000000000000, 1.50",
        "1234567890123456789012345, 1234567890.123456789012345"
    })
    void shouldShowEveryDigitOfACost(String femto, String shown) {
        assertThat(Report.decimal(new BigInteger(femto))).isEqualTo(shown);
    }

    @Test
    void shouldPutUnpricedUsageIntoItsGroupsPricedRow() {
        Report report = Report.of(BY_TENANT, List.of(row("a", null, 5), row("a", "USD", 7), row("b", null, 2)));

        assertThat(report.rows()).hasSize(2);
        assertThat(report.rows().getFirst().amounts().requests().all()).isEqualTo(12);
        assertThat(report.rows().getFirst().currency()).contains("USD");
        assertThat(report.rows().getLast().currency()).isEmpty();
    }

    @Test
    void shouldNeverAddUpCurrencies() {
        Report report = Report.of(BY_TENANT, List.of(row("a", "EUR", 5), row("a", "USD", 7)));

        Map<?, ?> totals = (Map<?, ?>) JsonReport.of(report).get("totals");
        assertThat(report.rows()).hasSize(2);
        assertThat(totals.get("requests")).isEqualTo(12L);
        assertThat(totals.get("cost")).isNull();
        assertThat(totals.get("costs"))
                .isEqualTo(List.of(
                        Map.of("currency", "EUR", "cost", "0.000000000000005"),
                        Map.of("currency", "USD", "cost", "0.000000000000007")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain | plain",
                "a,b | \"a,b\"",
                "say \"hi\" | \"say \"\"hi\"\"\"",
                "=1+1 | '=1+1",
                "+49 | '+49",
                "-x | '-x",
                "@SUM(A1) | '@SUM(A1)",
                "` =1` | `' =1`",
                "`\t=1` | `'\t=1`",
                "`=1,2` | `\"'=1,2\"`",
            })
    void shouldQuoteCellsAndDefuseFormulas(String tenant, String cell) {
        String csv = CsvReport.of(Report.of(BY_TENANT, List.of(row(tenant, "USD", 1))));

        assertThat(csv)
                .startsWith("tenant,requests,completed,denied,failed,partial,cancelled,inputTokens,cachedInputTokens,"
                        + "outputTokens,reasoningTokens,totalTokens,estimatedTokens,unpricedTokens,cost,currency\r\n")
                .endsWith(cell + ",1,0,0,0,0,0,0,0,0,0,0,0,0,0.000000000000001,USD\r\n");
    }

    private static Report.Row row(String tenant, String currency, long count) {
        Amounts amounts = new Amounts(
                new Amounts.Requests(count, 0, 0, 0, 0, 0), Amounts.NOTHING.tokens(), BigInteger.valueOf(count));
        return new Report.Row(List.of(tenant), Optional.ofNullable(currency), amounts);
    }
}
