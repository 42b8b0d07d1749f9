package io.tollgate.catalog;

import static io.tollgate.catalog.rules.InvalidCatalogException.identifier;
import static io.tollgate.catalog.rules.InvalidCatalogException.text;

import java.util.List;

/**
 * A group of tenants with limits that they share. All of its tenants are counted together with it in one ledger account,
 * so that one step decides.
 *
 * @param id stable identifier
 * @param name for people
 * @param timeZone IANA name; in which the periods of the product's own limits begin and end
 * @param limits none twice, at most 6 for any one request
 */
public record Product(String id, String name, String timeZone, List<Limit> limits) {

    public Product {
        identifier(id, "id");
        text(name, "name", 200);
        timeZone = Tenant.requireTimeZone(timeZone);
        limits = Limit.requireDistinct(limits, Limit.MOST_AT_ONCE);
    }
}
