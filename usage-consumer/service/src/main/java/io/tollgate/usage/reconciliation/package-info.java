/** What backends say that they have served, beside what events say of the same hours. */
package io.tollgate.usage.reconciliation;
