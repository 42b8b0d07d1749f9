/** Budgets of finance: what a tenant, a product or a cost centre may spend in a period, and who has spent it. */
package io.tollgate.catalog.budget;
