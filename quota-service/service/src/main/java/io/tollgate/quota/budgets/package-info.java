/** Budgets of finance, and the stops that the usage consumer sets when they are spent. */
package io.tollgate.quota.budgets;
