package io.tollgate.usage.chargeback;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.usage.report.Dimension;
import io.tollgate.usage.report.Filters;
import io.tollgate.usage.report.Period;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final ChargebackQuery BY_TENANT = new ChargebackQuery(
            new Period(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z")),
            List.of(Dimension.TENANT),
            Filters.NONE,
            Optional.empty(),
            List.of(),
            Optional.empty());

    @Test
    void shouldNeverAddUpCurrencies() {
        List<Report.Row> rows = List.of(row("a", "EUR", 5), row("a", "USD", 7), row("a", "USD", 1));

        Map<String, Object> json = JsonReport.of(new Report(BY_TENANT, rows, rows, Optional.of("more")));

        Map<?, ?> totals = (Map<?, ?>) json.get("totals");
        assertThat(totals.get("requests")).isEqualTo(13L);
        assertThat(totals.get("cost")).isNull();
        assertThat(totals.get("costs"))
                .isEqualTo(List.of(
                        Map.of(
                                "currency", "EUR",
                                "cost", "0.000000000000000000005",
                                "listCost", "0.00000000000000000001",
                                "adjustments", "-0.000000000000000000005"),
                        Map.of(
                                "currency", "USD",
                                "cost", "0.000000000000000000008",
                                "listCost", "0.000000000000000000016",
                                "adjustments", "-0.000000000000000000008")));
        assertThat(json.get("next")).isEqualTo("more");
    }

    @Test
    void shouldShowTheSameColumnsInCsv() {
        assertThat(CsvReport.header(BY_TENANT))
                .isEqualTo("tenant,line,requests,completed,denied,failed,partial,cancelled,interrupted,inputTokens,"
                        + "cachedInputTokens,audioInputTokens,imageInputTokens,outputTokens,reasoningTokens,"
                        + "audioOutputTokens,totalTokens,estimatedTokens,unpricedTokens,listCost,adjustments,cost,"
                        + "currency\r\n");
        assertThat(CsvReport.line(BY_TENANT, row("=a", "USD", 1)))
                .isEqualTo("'=a,usage,1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0.000000000000000000002,"
                        + "-0.000000000000000000001,0.000000000000000000001,USD\r\n");
    }

    private static Report.Row row(String tenant, String currency, long count) {
        Amounts amounts = new Amounts(
                new Amounts.Requests(count, 0, 0, 0, 0, 0, 0),
                Amounts.NOTHING.tokens(),
                new Amounts.Money(
                        BigInteger.valueOf(count), BigInteger.valueOf(2 * count), BigInteger.valueOf(-count)));
        return new Report.Row(List.of(tenant), "usage", Optional.of(currency), amounts);
    }
}
