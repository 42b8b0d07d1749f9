package io.tollgate.usage.focus;

import static io.tollgate.usage.focus.FocusRule.has;
import static io.tollgate.usage.focus.FocusRule.is;
import static io.tollgate.usage.focus.FocusRule.notNull;
import static io.tollgate.usage.focus.FocusRule.number;
import static io.tollgate.usage.focus.FocusRule.oneOf;
import static io.tollgate.usage.focus.FocusRule.together;
import static io.tollgate.usage.focus.FocusRule.when;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What version 1.4 of the specification demands of a Cost and Usage dataset whose generator measures usage, has list and
 * negotiated unit prices, regions, provisioned resources with types, sub accounts of one type, capacity reservations and
 * tags, and has neither payable invoices, commitment discounts, contract commitments, split costs nor a pricing currency of
 * its own.
 */
final class FocusSpecification {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** <a href="https://focus.finops.org/focus-specification/v1-4/#datasets.costandusage">Feature level mandatory</a>. */
    static final Set<String> MANDATORY = Set.of(
            "BilledCost BillingAccountId BillingAccountName BillingCurrency BillingPeriodEnd BillingPeriodStart ChargeCategory ChargeClass ChargeDescription ChargePeriodEnd ChargePeriodStart ContractedCost EffectiveCost HostProviderName InvoiceIssuerName ListCost PricingQuantity PricingUnit ServiceCategory ServiceName ServiceProviderName"
                    .split(" "));

    /** Feature level conditional, for what the generator supports; and recommended. */
    static final Set<String> CONDITIONAL = Set.of(
            "CapacityReservationId CapacityReservationStatus ConsumedQuantity ConsumedUnit ContractedUnitPrice ListUnitPrice RegionId RegionName ResourceId ResourceName ResourceType SkuId SkuMeter SkuPriceDetails SkuPriceId SubAccountId SubAccountName Tags ChargeFrequency ServiceSubcategory"
                    .split(" "));

    /** What else the specification defines and a generator may give. */
    private static final Set<String> OTHERS = Set.of("PricingCategory", "AvailabilityZone");

    private static final List<String> DECIMALS = List.of(
            "BilledCost",
            "ConsumedQuantity",
            "ContractedCost",
            "ContractedUnitPrice",
            "EffectiveCost",
            "ListCost",
            "ListUnitPrice",
            "PricingQuantity");
    private static final List<String> TIMES =
            List.of("BillingPeriodEnd", "BillingPeriodStart", "ChargePeriodEnd", "ChargePeriodStart");
    private static final List<String> NOT_NULL = List.of(
            "BilledCost",
            "BillingAccountId",
            "BillingCurrency",
            "BillingPeriodEnd",
            "BillingPeriodStart",
            "ChargeCategory",
            "ChargeFrequency",
            "ChargePeriodEnd",
            "ChargePeriodStart",
            "ContractedCost",
            "EffectiveCost",
            "HostProviderName",
            "InvoiceIssuerName",
            "ListCost",
            "ServiceCategory",
            "ServiceName",
            "ServiceProviderName",
            "ServiceSubcategory");

    private static final Predicate<Map<String, String>> REGULAR_USAGE =
            is("ChargeCategory", "Usage", "Purchase").and(has("ChargeClass").negate());
    private static final Predicate<Map<String, String>> UNUSED = is("CapacityReservationStatus", "Unused");

    private FocusSpecification() {}

    /** What is wrong with {@code table}, each with a link to the section that says so. */
    static List<String> violations(FocusTable table) {
        List<String> violations = new ArrayList<>();
        columns(table.columns(), violations);
        for (int i = 0; i < table.rows().size(); i++) {
            Map<String, String> row = table.rows().get(i);
            for (FocusRule rule : RULES) {
                if (!holds(rule, row)) {
                    violations.add("row " + i + ": " + rule.text() + " (" + rule.link() + "): " + row);
                }
            }
        }
        parents(table, violations);
        return violations;
    }

    /** <a href="https://focus.finops.org/focus-specification/v1-4/#attributes.columnhandling">Column handling</a>. */
    private static void columns(List<String> columns, List<String> violations) {
        Stream.concat(MANDATORY.stream(), CONDITIONAL.stream())
                .filter(column -> !columns.contains(column))
                .forEach(column -> violations.add("column " + column + " MUST be there"));
        List<String> specified = columns.stream()
                .filter(column -> MANDATORY.contains(column) || CONDITIONAL.contains(column) || OTHERS.contains(column))
                .toList();
        List<String> custom =
                columns.stream().filter(column -> !specified.contains(column)).toList();
        custom.stream()
                .filter(column -> !column.matches("x_[A-Z][A-Za-z0-9]{0,47}"))
                .forEach(column -> violations.add("column " + column + " MUST begin with x_"));
        List<String> ordered = Stream.concat(
                        specified.stream().sorted(), custom.stream().sorted())
                .toList();
        if (!ordered.equals(columns)) {
            violations.add("columns SHOULD be those of the specification by name, then custom ones by name");
        }
    }

    /** <a href="https://focus.finops.org/focus-specification/v1-4/#datasets.costandusage.skupriceid">One parent</a>. */
    private static void parents(FocusTable table, List<String> violations) {
        Map<String, String> parents = new HashMap<>();
        for (Map<String, String> row : table.rows()) {
            String price = row.get("SkuPriceId");
            String sku = String.valueOf(row.get("SkuId"));
            if (price != null && !sku.equals(parents.computeIfAbsent(price, id -> sku))) {
                violations.add("SkuPriceId " + price + " MUST have one and only one parent SkuId");
            }
        }
    }

    private static boolean holds(FocusRule rule, Map<String, String> row) {
        try {
            return rule.holds().test(row);
        } catch (RuntimeException e) {
            return false;
        }
    }

    static final List<FocusRule> RULES = Stream.of(formats(), nulls(), values(), money())
            .flatMap(List::stream)
            .toList();

    private static List<FocusRule> formats() {
        List<FocusRule> rules = new ArrayList<>();
        rules.add(FocusRule.of("attributes.stringhandling", "strings MUST NOT be blank", row -> row.values().stream()
                .noneMatch(String::isBlank)));
        rules.add(FocusRule.of(
                "attributes.nullhandling", "placeholders MUST NOT stand for null", row -> row.values().stream()
                        .noneMatch(value -> value.equalsIgnoreCase("null") || value.equals("Not Applicable"))));
        DECIMALS.forEach(
                column -> rules.add(when(has(column), column, "MUST conform to NumericFormat", row -> row.get(column)
                        .matches("-?(0|[1-9]\\d*)(\\.\\d+)?"))));
        TIMES.forEach(
                column -> rules.add(when(has(column), column, "MUST conform to DateTimeFormat", row -> row.get(column)
                        .matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z"))));
        for (String unit : List.of("ConsumedUnit", "PricingUnit")) {
            rules.add(when(has(unit), unit, "SHOULD conform to UnitFormat", row -> row.get(unit)
                    .matches("([1-9]\\d* )?[A-Z][A-Za-z]*s(-[A-Z][A-Za-z]*s)?")));
        }
        for (String object : List.of("Tags", "SkuPriceDetails")) {
            rules.add(when(has(object), object, "MUST conform to KeyValueFormat", row -> keyValues(row.get(object))));
        }
        return rules;
    }

    private static List<FocusRule> nulls() {
        List<FocusRule> rules = new ArrayList<>();
        NOT_NULL.forEach(column -> rules.add(notNull(column)));
        for (String column : List.of(
                "SkuId", "SkuPriceId", "PricingQuantity", "ListUnitPrice", "ContractedUnitPrice", "PricingCategory")) {
            rules.add(when(REGULAR_USAGE, column, "MUST NOT be null for regular usage and purchases", has(column)));
        }
        for (String column : List.of(
                "PricingQuantity",
                "ListUnitPrice",
                "ContractedUnitPrice",
                "PricingCategory",
                "ConsumedQuantity",
                "SkuPriceDetails")) {
            rules.add(when(
                    has("SkuPriceId").negate(),
                    column,
                    "MUST be null when SkuPriceId is",
                    has(column).negate()));
        }
        rules.add(when(
                REGULAR_USAGE.and(is("ChargeCategory", "Usage")),
                "ConsumedQuantity",
                "MUST NOT be null for regular usage",
                has("ConsumedQuantity")));
        rules.add(when(
                is("ChargeCategory", "Usage").negate(),
                "ConsumedQuantity",
                "MUST be null when nothing is used",
                has("ConsumedQuantity").negate()));
        rules.add(when(
                has("SkuId").negate(),
                "SkuMeter",
                "MUST be null when SkuId is",
                has("SkuMeter").negate()));
        rules.add(together("ConsumedUnit", "ConsumedQuantity"));
        rules.add(together("PricingUnit", "PricingQuantity"));
        rules.add(together("RegionName", "RegionId"));
        rules.add(together("SubAccountName", "SubAccountId"));
        rules.add(together("ResourceType", "ResourceId"));
        rules.add(when(
                has("ResourceId").negate(),
                "ResourceName",
                "MUST be null when ResourceId is",
                has("ResourceName").negate()));
        rules.add(together("CapacityReservationStatus", "CapacityReservationId"));
        rules.add(when(UNUSED, "CapacityReservationId", "MUST NOT be null when unused", has("CapacityReservationId")));
        return rules;
    }

    private static List<FocusRule> values() {
        return List.of(
                oneOf("ChargeCategory", Set.of("Usage", "Purchase", "Tax", "Credit", "Adjustment")),
                oneOf("ChargeClass", Set.of("Correction")),
                oneOf("ChargeFrequency", Set.of("One-Time", "Recurring", "Usage-Based")),
                oneOf("PricingCategory", Set.of("Standard", "Dynamic", "Committed", "Other")),
                oneOf("CapacityReservationStatus", Set.of("Used", "Unused")),
                oneOf("ServiceCategory", Set.of("AI and Machine Learning")),
                oneOf(
                        "ServiceSubcategory",
                        Set.of(
                                "AI Platforms",
                                "Bots",
                                "Generative AI",
                                "Machine Learning",
                                "Natural Language Processing")),
                when(
                        has("BillingCurrency"),
                        "BillingCurrency",
                        "MUST be a code of ISO 4217",
                        row -> java.util.Currency.getAvailableCurrencies().stream()
                                .anyMatch(currency -> currency.getCurrencyCode().equals(row.get("BillingCurrency")))),
                FocusRule.of(
                        FocusRule.section("ChargePeriodEnd"),
                        "charge periods MUST end after they begin",
                        row -> time(row, "ChargePeriodStart").isBefore(time(row, "ChargePeriodEnd"))),
                FocusRule.of(
                        FocusRule.section("BillingPeriodEnd"),
                        "billing periods MUST be whole months of this generator",
                        row -> month(row, "BillingPeriodStart").plusMonths(1).equals(month(row, "BillingPeriodEnd"))),
                FocusRule.of(
                        "attributes.correctionhandling",
                        "corrections and only they MUST be billed in a later period than that of the charge",
                        row -> row.containsKey("ChargeClass")
                                ? !time(row, "BillingPeriodStart").isBefore(time(row, "ChargePeriodEnd"))
                                : !time(row, "ChargePeriodStart").isBefore(time(row, "BillingPeriodStart"))
                                        && !time(row, "ChargePeriodEnd").isAfter(time(row, "BillingPeriodEnd"))));
    }

    private static List<FocusRule> money() {
        return List.of(
                product("ListCost", "ListUnitPrice"),
                product("ContractedCost", "ContractedUnitPrice"),
                when(
                        has("ListUnitPrice"),
                        "ListUnitPrice",
                        "MUST NOT be negative",
                        row -> number(row, "ListUnitPrice").signum() >= 0),
                when(
                        has("ContractedUnitPrice"),
                        "ContractedUnitPrice",
                        "MUST NOT be negative",
                        row -> number(row, "ContractedUnitPrice").signum() >= 0),
                when(
                        is("ChargeCategory", "Usage"),
                        "EffectiveCost",
                        "MUST match BilledCost where no charge covers another",
                        row -> number(row, "EffectiveCost").compareTo(number(row, "BilledCost")) == 0));
    }

    private static FocusRule product(String cost, String price) {
        return when(
                has(price).and(has("PricingQuantity")),
                cost,
                "MUST equal the product of " + price + " and PricingQuantity",
                row -> number(row, cost).compareTo(number(row, price).multiply(number(row, "PricingQuantity"))) == 0);
    }

    private static boolean keyValues(String text) {
        try {
            JsonNode object = JSON.readTree(text);
            return object.isObject() && object.valueStream().noneMatch(JsonNode::isContainerNode);
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static Instant time(Map<String, String> row, String column) {
        return Instant.parse(row.get(column));
    }

    private static java.time.LocalDateTime month(Map<String, String> row, String column) {
        java.time.LocalDateTime time =
                time(row, column).atOffset(ZoneOffset.UTC).toLocalDateTime();
        if (!time.equals(time.toLocalDate().withDayOfMonth(1).atStartOfDay())) {
            throw new IllegalArgumentException(column);
        }
        return time;
    }
}
