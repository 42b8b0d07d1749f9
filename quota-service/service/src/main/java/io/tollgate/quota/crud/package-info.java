/** What the resources have in common: list, read, write and delete a record, under preconditions, and announce it. */
package io.tollgate.quota.crud;
