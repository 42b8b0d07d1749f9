package io.tollgate.quota.keys;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A key's new priority.
 *
 * @param priority the most urgent priority class that its requests may have; the tenant's when absent
 */
@Schema(description = "A key's priority; the tenant's when absent")
public record KeyPriority(String priority) {}
