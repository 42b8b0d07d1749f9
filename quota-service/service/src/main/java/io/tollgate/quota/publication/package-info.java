/**
 * Brings the catalog from PostgreSQL to Redis, where {@link io.tollgate.catalog.codec.Published} says it stands, and knows which
 * node has applied what.
 *
 * <p>What is to be published follows from the two versions alone, so nothing is lost when a process dies between commit
 * and publication: whichever instance compares next catches up. Several instances may publish at the same time; a record
 * and the version are each only ever replaced by what was read at the same or a later catalog version.
 */
package io.tollgate.quota.publication;
