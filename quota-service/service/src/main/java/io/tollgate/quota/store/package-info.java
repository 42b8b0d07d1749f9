/**
 * The catalog in PostgreSQL, the source of truth. Every change is one transaction that takes the catalog's version row
 * first, so changes are serialised over all instances and each has a version of its own. The only package with SQL.
 */
package io.tollgate.quota.store;
