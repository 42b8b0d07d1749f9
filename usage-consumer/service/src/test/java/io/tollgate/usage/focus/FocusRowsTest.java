package io.tollgate.usage.focus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.usage.config.FocusConfig;
import io.tollgate.usage.report.Parameters;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FocusRowsTest {

    private static final FocusConfig CONFIG =
            new FocusConfig("Models", "Platform", "Host", "Billing", "account", Optional.of("Account"));
    private static final Card CARD =
            new Card(7, "price", "gpt-4o", "USD", List.of(1L, 5L, 3L, 2L, 2L, 9L, 8L, 7L), true, 100_000);
    private static final Usage.Origin ORIGIN = new Usage.Origin(
            "contoso", "cc-1", "shop", "app", "k1", "chat/completions", "gpt", "gpt-4o", "ptu-1", "ptu", "sweden", "");

    @Test
    void shouldMeetTheSpecification() {
        FocusTable table = table(usage("2026-03-05T10:00:00Z", null, 3));

        assertThat(FocusSpecification.violations(table)).isEmpty();
        assertThat(table.rows()).hasSize(8);
        assertThat(table.rows().get(1))
                .containsEntry("SkuId", "gpt-4o/input")
                .containsEntry("SkuPriceId", "price/input")
                .containsEntry("ConsumedQuantity", "3")
                .containsEntry("PricingQuantity", "0.000003")
                .containsEntry("ListUnitPrice", "0.000000005")
                .containsEntry("ListCost", "0.000000000000015")
                .containsEntry("BilledCost", "0.0000000000000135")
                .containsEntry("Tags", "{\"costCentre\":\"cc-1\",\"product\":\"shop\",\"application\":\"app\"}")
                .containsEntry("CapacityReservationStatus", "Used")
                .containsEntry("BillingPeriodStart", "2026-03-01T00:00:00Z")
                .doesNotContainKey("ChargeClass");
    }

    @Test
    void shouldBillACorrectionOfAMonthThatIsOverInTheMonthOfTheCorrection() {
        FocusTable table = table(usage("2026-03-05T10:00:00Z", "2026-05-01T00:00:00Z", -3));

        assertThat(FocusSpecification.violations(table)).isEmpty();
        assertThat(table.rows().getFirst())
                .containsEntry("ChargeClass", "Correction")
                .containsEntry("ChargeCategory", "Usage")
                .containsEntry("BillingPeriodStart", "2026-05-01T00:00:00Z")
                .containsEntry("ChargePeriodStart", "2026-03-05T10:00:00Z");
    }

    @Test
    void shouldNotCallACorrectionOfAMonthThatStillRunsOne() {
        FocusTable table = table(usage("2026-03-05T10:00:00Z", "2026-03-01T00:00:00Z", -3));

        assertThat(FocusSpecification.violations(table)).isEmpty();
        assertThat(table.rows().getFirst()).doesNotContainKey("ChargeClass");
    }

    @Test
    void shouldCutChargePeriodsToWhatIsAskedFor() {
        FocusTable table = table(usage("2026-03-01T00:00:00Z", null, 1));

        assertThat(table.rows().getFirst()).containsEntry("ChargePeriodStart", "2026-03-01T00:30:00Z");
        assertThat(FocusSpecification.violations(table)).isEmpty();
    }

    /** The validator finds what is made wrong: no rule of it is one that cannot be broken. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BilledCost | 1 | EffectiveCost MUST match",
                "BilledCost | 1E-3 | NumericFormat",
                "ListCost | 0.1 | MUST equal the product",
                "ContractedCost | | ContractedCost MUST NOT be null",
                "ListUnitPrice | -0.000000005 | MUST NOT be negative",
                "ChargePeriodStart | 2026-03-05 10:00:00 | DateTimeFormat",
                "ChargePeriodEnd | 2026-03-05T09:00:00Z | end after they begin",
                "BillingPeriodEnd | 2026-03-31T00:00:00Z | whole months",
                "BillingCurrency | XYZ | ISO 4217",
                "ChargeCategory | Fun | allowed values",
                "ChargeClass | Correction | corrections and only they",
                "ChargeFrequency | | ChargeFrequency MUST NOT be null",
                "ConsumedUnit | | ConsumedUnit MUST be null exactly when",
                "PricingUnit | tokens | UnitFormat",
                "SkuPriceId | | SkuPriceId MUST NOT be null",
                "SkuId | | SkuMeter MUST be null",
                "RegionName | | RegionName MUST be null exactly when",
                "SubAccountName | | SubAccountName MUST be null exactly when",
                "ResourceType | | ResourceType MUST be null exactly when",
                "CapacityReservationStatus | | CapacityReservationStatus MUST be null exactly when",
                "ServiceCategory | Fun | allowed values",
                "HostProviderName | | HostProviderName MUST NOT be null",
                "Tags | {\"a\":{}} | KeyValueFormat",
                "RegionId | Not Applicable | placeholders",
            })
    void shouldFindWhatBreaksTheSpecification(String column, String value, String finding) {
        FocusTable table = table(usage("2026-03-05T10:00:00Z", null, 3));
        Map<String, String> broken = new HashMap<>(table.rows().get(1));
        if (value == null) {
            broken.remove(column);
        } else {
            broken.put(column, value);
        }

        List<String> violations = FocusSpecification.violations(new FocusTable(table.columns(), List.of(broken)));

        assertThat(violations).anyMatch(violation -> violation.contains(finding) && violation.contains("https://"));
    }

    @ParameterizedTest
    @CsvSource({"BilledCost, MUST be there", "Tags, MUST be there", "x_KeyId, ''"})
    void shouldFindMissingColumns(String column, String finding) {
        FocusTable table = table(usage("2026-03-05T10:00:00Z", null, 3));
        List<String> columns = new ArrayList<>(table.columns());
        columns.remove(column);

        assertThat(FocusSpecification.violations(new FocusTable(columns, List.of())))
                .filteredOn(violation -> violation.contains(column))
                .hasSize(finding.isEmpty() ? 0 : 1);
    }

    @Test
    void shouldFindColumnsThatAreOutOfOrderOrNotItsOwn() {
        FocusTable table = table(usage("2026-03-05T10:00:00Z", null, 3));
        List<String> columns = new ArrayList<>(table.columns());
        columns.addFirst("ProviderName");

        assertThat(FocusSpecification.violations(new FocusTable(columns, List.of())))
                .anyMatch(violation -> violation.contains("ProviderName MUST begin with x_"))
                .anyMatch(violation -> violation.contains("by name"));
    }

    private static Usage usage(String bucket, String correctedIn, long count) {
        return new Usage(
                Instant.parse(bucket),
                Optional.ofNullable(correctedIn).map(Instant::parse),
                ORIGIN,
                CARD,
                java.util.Collections.nCopies(8, BigInteger.valueOf(count)));
    }

    private static FocusTable table(Usage usage) {
        FocusQuery query = FocusQuery.parse(new Parameters(
                Map.of("from", List.of("2026-03-01T00:30:00Z"), "to", List.of("2026-04-01")),
                Instant.parse("2026-11-21T10:15:30Z"),
                now -> now));
        StringBuilder csv = new StringBuilder(FocusRows.header());
        new FocusRows(CONFIG).of(query, usage, csv::append);
        return FocusTable.read(csv.toString());
    }
}
