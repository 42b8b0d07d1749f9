package io.tollgate.usage.focus;

import java.util.Arrays;
import java.util.List;

/** The columns of an export, in their order: those of the specification by name, then Tollgate's own by name. */
enum FocusColumn {
    BILLED_COST("BilledCost"),
    BILLING_ACCOUNT_ID("BillingAccountId"),
    BILLING_ACCOUNT_NAME("BillingAccountName"),
    BILLING_CURRENCY("BillingCurrency"),
    BILLING_PERIOD_END("BillingPeriodEnd"),
    BILLING_PERIOD_START("BillingPeriodStart"),
    CAPACITY_RESERVATION_ID("CapacityReservationId"),
    CAPACITY_RESERVATION_STATUS("CapacityReservationStatus"),
    CHARGE_CATEGORY("ChargeCategory"),
    CHARGE_CLASS("ChargeClass"),
    CHARGE_DESCRIPTION("ChargeDescription"),
    CHARGE_FREQUENCY("ChargeFrequency"),
    CHARGE_PERIOD_END("ChargePeriodEnd"),
    CHARGE_PERIOD_START("ChargePeriodStart"),
    CONSUMED_QUANTITY("ConsumedQuantity"),
    CONSUMED_UNIT("ConsumedUnit"),
    CONTRACTED_COST("ContractedCost"),
    CONTRACTED_UNIT_PRICE("ContractedUnitPrice"),
    EFFECTIVE_COST("EffectiveCost"),
    HOST_PROVIDER_NAME("HostProviderName"),
    INVOICE_ISSUER_NAME("InvoiceIssuerName"),
    LIST_COST("ListCost"),
    LIST_UNIT_PRICE("ListUnitPrice"),
    PRICING_CATEGORY("PricingCategory"),
    PRICING_QUANTITY("PricingQuantity"),
    PRICING_UNIT("PricingUnit"),
    REGION_ID("RegionId"),
    REGION_NAME("RegionName"),
    RESOURCE_ID("ResourceId"),
    RESOURCE_NAME("ResourceName"),
    RESOURCE_TYPE("ResourceType"),
    SERVICE_CATEGORY("ServiceCategory"),
    SERVICE_NAME("ServiceName"),
    SERVICE_PROVIDER_NAME("ServiceProviderName"),
    SERVICE_SUBCATEGORY("ServiceSubcategory"),
    SKU_ID("SkuId"),
    SKU_METER("SkuMeter"),
    SKU_PRICE_DETAILS("SkuPriceDetails"),
    SKU_PRICE_ID("SkuPriceId"),
    SUB_ACCOUNT_ID("SubAccountId"),
    SUB_ACCOUNT_NAME("SubAccountName"),
    TAGS("Tags"),
    CAPACITY_TYPE("x_CapacityType"),
    DEPLOYMENT_ID("x_DeploymentId"),
    KEY_ID("x_KeyId"),
    MODEL_NAME("x_ModelName"),
    OPERATION("x_Operation"),
    RATE_CARD_ID("x_RateCardId"),
    REQUESTED_MODEL_NAME("x_RequestedModelName"),
    SPILLED_FROM_ID("x_SpilledFromId");

    private final String id;

    FocusColumn(String id) {
        this.id = id;
    }

    /** The ids of all columns. */
    static List<String> ids() {
        return Arrays.stream(values()).map(column -> column.id).toList();
    }
}
