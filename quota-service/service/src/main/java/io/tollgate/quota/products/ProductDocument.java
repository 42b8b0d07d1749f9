package io.tollgate.quota.products;

import io.tollgate.catalog.Product;
import io.tollgate.quota.crud.ResourceDocument;
import io.tollgate.quota.limits.LimitDocument;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A product as administrators write it.
 *
 * @param id stable identifier
 * @param name for people
 * @param timeZone UTC when absent
 * @param limits none when absent
 */
@Schema(name = "Product", description = "A group of tenants with limits that they share")
public record ProductDocument(
        String id,
        @Schema(required = true) String name,

        @Schema(
                defaultValue = "UTC",
                examples = "Europe/Berlin",
                description = "In which periods of its limits begin and end")
        String timeZone,

        List<LimitDocument> limits)
        implements ResourceDocument<Product, ProductDocument> {

    public static ProductDocument of(Product product) {
        return new ProductDocument(
                product.id(), product.name(), product.timeZone(), LimitDocument.of(product.limits()));
    }

    @Override
    public String identifier() {
        return id;
    }

    @Override
    public ProductDocument identifiedBy(String other) {
        return new ProductDocument(other, name, timeZone, limits);
    }

    @Override
    public Product toRecord() {
        return new Product(id, name, timeZone, LimitDocument.toLimits(limits));
    }
}
