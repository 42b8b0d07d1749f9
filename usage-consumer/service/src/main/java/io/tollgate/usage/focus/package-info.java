/**
 * Usage and cost in the columns of the FinOps Open Cost and Usage Specification, version 1.4. ADR 0017 says what becomes of
 * what.
 */
package io.tollgate.usage.focus;
