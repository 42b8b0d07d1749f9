/**
 * Which rate card applies, and what tokens cost by it: the one rule and the one arithmetic for budgets, explanations and
 * reports. Integers throughout.
 */
package io.tollgate.catalog.pricing;
