package io.tollgate.usage.config;

import java.util.Optional;

/**
 * What FOCUS exports say of those who provide and bill.
 *
 * @param serviceName the name of what is offered
 * @param serviceProviderName who makes it available
 * @param hostProviderName on whose infrastructure it runs
 * @param invoiceIssuerName who bills it
 * @param billingAccountId the account that is billed
 * @param billingAccountName its name, when it has one
 */
public record FocusConfig(
        String serviceName,
        String serviceProviderName,
        String hostProviderName,
        String invoiceIssuerName,
        String billingAccountId,
        Optional<String> billingAccountName) {}
