package io.tollgate.usage.focus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.usage.config.FocusConfig;
import io.tollgate.usage.cost.CostText;
import io.tollgate.usage.report.Csv;
import io.tollgate.usage.report.Period;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes the rows of an export: one for each meter that counted something, so that each row has one unit price and its cost
 * is that price times its quantity, to the last digit. Thread-safe.
 */
final class FocusRows {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PPM_DIGITS = 6;
    private static final String SHARES = "Shares";
    private static final int MILLION = 1_000_000;

    private final FocusConfig config;

    FocusRows(FocusConfig config) {
        this.config = config;
    }

    static String header() {
        return Csv.line(FocusColumn.ids());
    }

    /** Hands over the lines for {@code usage}. */
    void of(FocusQuery query, Usage usage, Consumer<String> lines) {
        Map<FocusColumn, Object> common = common(query, usage.bucket(), usage.correctedIn(), usage.origin());
        card(common, usage);
        for (Meter meter : Meter.values()) {
            BigInteger count = usage.counts().get(meter.ordinal());
            if (meter.charges(count, usage.card())) {
                Map<FocusColumn, Object> row = new EnumMap<>(common);
                metered(row, usage, meter, count);
                lines.accept(line(row));
            }
        }
    }

    /**
     * The line for a part of what a deployment costs. Parts of an hour are no finite decimals; so a part is one share, and its
     * price is its cost.
     */
    String of(FocusQuery query, CapacityShare share) {
        Usage.Origin origin = share.origin();
        Map<FocusColumn, Object> row = common(query, share.bucket(), Optional.empty(), origin);
        row.put(FocusColumn.BILLING_CURRENCY, share.currency());
        row.put(FocusColumn.CAPACITY_RESERVATION_ID, origin.deployment());
        row.put(FocusColumn.CAPACITY_RESERVATION_STATUS, share.unused() ? "Unused" : "Used");
        row.put(FocusColumn.CONSUMED_UNIT, SHARES);
        row.put(FocusColumn.PRICING_UNIT, SHARES);
        row.put(FocusColumn.SKU_ID, origin.deployment() + "/provisioned-hours");
        row.put(FocusColumn.SKU_PRICE_ID, origin.deployment() + "/provisioned-hours");
        row.put(FocusColumn.SKU_METER, "Provisioned Hours");
        row.put(
                FocusColumn.CHARGE_DESCRIPTION,
                origin.deployment()
                        + (share.unused() ? ": capacity that nobody used" : ": share of provisioned capacity"));
        price(row, BigDecimal.ONE, BigDecimal.ONE, exact(share.listCost()), exact(share.cost()));
        return line(row);
    }

    private Map<FocusColumn, Object> common(
            FocusQuery query, Instant bucket, Optional<Instant> correctedIn, Usage.Origin origin) {
        Map<FocusColumn, Object> row = new EnumMap<>(FocusColumn.class);
        providers(row);
        origin(row, origin);
        period(row, query.chargePeriod(bucket), bucket, correctedIn);
        return row;
    }

    private void providers(Map<FocusColumn, Object> row) {
        row.put(FocusColumn.BILLING_ACCOUNT_ID, config.billingAccountId());
        row.put(FocusColumn.BILLING_ACCOUNT_NAME, config.billingAccountName().orElse(null));
        row.put(FocusColumn.HOST_PROVIDER_NAME, config.hostProviderName());
        row.put(FocusColumn.INVOICE_ISSUER_NAME, config.invoiceIssuerName());
        row.put(FocusColumn.SERVICE_PROVIDER_NAME, config.serviceProviderName());
        row.put(FocusColumn.SERVICE_NAME, config.serviceName());
        row.put(FocusColumn.SERVICE_CATEGORY, "AI and Machine Learning");
        row.put(FocusColumn.SERVICE_SUBCATEGORY, "Generative AI");
        row.put(FocusColumn.CHARGE_CATEGORY, "Usage");
        row.put(FocusColumn.CHARGE_FREQUENCY, "Usage-Based");
        row.put(FocusColumn.PRICING_CATEGORY, "Standard");
    }

    private static void origin(Map<FocusColumn, Object> row, Usage.Origin origin) {
        text(row, FocusColumn.SUB_ACCOUNT_ID, origin.tenant());
        text(row, FocusColumn.SUB_ACCOUNT_NAME, origin.tenant());
        text(row, FocusColumn.REGION_ID, origin.region());
        text(row, FocusColumn.REGION_NAME, origin.region());
        text(row, FocusColumn.RESOURCE_ID, origin.deployment());
        text(row, FocusColumn.RESOURCE_TYPE, origin.deployment().isEmpty() ? "" : "Model Deployment");
        row.put(FocusColumn.TAGS, tags(origin));
        text(row, FocusColumn.CAPACITY_TYPE, origin.capacity());
        text(row, FocusColumn.DEPLOYMENT_ID, origin.deployment());
        text(row, FocusColumn.KEY_ID, origin.keyId());
        text(row, FocusColumn.MODEL_NAME, origin.model());
        text(row, FocusColumn.OPERATION, origin.operation());
        text(row, FocusColumn.REQUESTED_MODEL_NAME, origin.requestedModel());
        text(row, FocusColumn.SPILLED_FROM_ID, origin.spilledFrom());
    }

    /** A correction is billed in the month in which it was made, when the month that it corrects was over. */
    private static void period(
            Map<FocusColumn, Object> row, Period charged, Instant bucket, Optional<Instant> correctedIn) {
        Instant usedIn = month(bucket);
        Instant billedIn = correctedIn.filter(usedIn::isBefore).orElse(usedIn);
        row.put(FocusColumn.CHARGE_PERIOD_START, charged.from());
        row.put(FocusColumn.CHARGE_PERIOD_END, charged.to());
        row.put(FocusColumn.BILLING_PERIOD_START, billedIn);
        row.put(FocusColumn.BILLING_PERIOD_END, nextMonth(billedIn));
        row.put(FocusColumn.CHARGE_CLASS, billedIn.equals(usedIn) ? null : "Correction");
    }

    private static void card(Map<FocusColumn, Object> row, Usage usage) {
        row.put(FocusColumn.BILLING_CURRENCY, usage.card().currency());
        row.put(FocusColumn.RATE_CARD_ID, usage.card().id());
        if (usage.card().hourly()) {
            text(row, FocusColumn.CAPACITY_RESERVATION_ID, usage.origin().deployment());
            text(
                    row,
                    FocusColumn.CAPACITY_RESERVATION_STATUS,
                    usage.origin().deployment().isEmpty() ? "" : "Used");
        }
    }

    private static void metered(Map<FocusColumn, Object> row, Usage usage, Meter meter, BigInteger count) {
        Card card = usage.card();
        BigDecimal quantity = meter.pricingQuantity(count);
        BigDecimal listPrice = meter.unitPrice(card);
        BigDecimal price = listPrice.multiply(BigDecimal.valueOf(MILLION - card.discountPpm(), PPM_DIGITS));
        price(row, new BigDecimal(count), quantity, listPrice, price);
        row.put(FocusColumn.CONSUMED_UNIT, meter.consumedUnit());
        row.put(FocusColumn.PRICING_UNIT, meter.pricingUnit());
        row.put(FocusColumn.SKU_ID, card.model() + "/" + meter.sku());
        row.put(FocusColumn.SKU_PRICE_ID, card.priceId() + "/" + meter.sku());
        row.put(FocusColumn.SKU_METER, meter.title());
        row.put(FocusColumn.CHARGE_DESCRIPTION, description(usage, meter));
    }

    private static void price(
            Map<FocusColumn, Object> row,
            BigDecimal consumed,
            BigDecimal quantity,
            BigDecimal listPrice,
            BigDecimal price) {
        BigDecimal cost = price.multiply(quantity);
        number(row, FocusColumn.CONSUMED_QUANTITY, consumed);
        number(row, FocusColumn.PRICING_QUANTITY, quantity);
        number(row, FocusColumn.LIST_UNIT_PRICE, listPrice);
        number(row, FocusColumn.LIST_COST, listPrice.multiply(quantity));
        number(row, FocusColumn.CONTRACTED_UNIT_PRICE, price);
        number(row, FocusColumn.CONTRACTED_COST, cost);
        number(row, FocusColumn.EFFECTIVE_COST, cost);
        number(row, FocusColumn.BILLED_COST, cost);
    }

    private static BigDecimal exact(BigInteger units) {
        return new BigDecimal(units, CostText.LIST_SCALE);
    }

    private static String description(Usage usage, Meter meter) {
        String what = usage.card().model() + ": " + meter.title();
        return usage.correctedIn().isPresent() ? what + ", corrected" : what;
    }

    private static String tags(Usage.Origin origin) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("costCentre", origin.costCentre());
        tags.put("product", origin.product());
        tags.put("application", origin.application());
        tags.values().removeIf(String::isEmpty);
        try {
            return tags.isEmpty() ? null : JSON.writeValueAsString(tags);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of text is always writable", e);
        }
    }

    /** What is not known is null, never empty. */
    private static void text(Map<FocusColumn, Object> row, FocusColumn column, String value) {
        row.put(column, value.isBlank() ? null : value);
    }

    private static void number(Map<FocusColumn, Object> row, FocusColumn column, BigDecimal value) {
        row.put(column, value.stripTrailingZeros());
    }

    private static String line(Map<FocusColumn, Object> row) {
        return Csv.line(Arrays.stream(FocusColumn.values()).map(row::get).toList());
    }

    private static Instant month(Instant instant) {
        return start(YearMonth.from(instant.atOffset(ZoneOffset.UTC)));
    }

    private static Instant nextMonth(Instant month) {
        return start(YearMonth.from(month.atOffset(ZoneOffset.UTC)).plusMonths(1));
    }

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
