package io.tollgate.quota.crud;

/**
 * How administrators write and read a record.
 *
 * @param <T> the catalog's record
 * @param <D> the document itself
 */
public interface ResourceDocument<T extends Record, D> {

    /** The identifier; may be absent where the URL has it. */
    String identifier();

    /** The same with this identifier. */
    D identifiedBy(String id);

    /**
     * The record, with defaults in place of what is absent.
     *
     * @throws io.tollgate.catalog.rules.InvalidCatalogException when it breaks a rule; the field is relative to this document
     */
    T toRecord();
}
