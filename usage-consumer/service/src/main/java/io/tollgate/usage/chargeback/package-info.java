/** Who used how much of what, and what it cost: the report, as JSON and CSV. */
package io.tollgate.usage.chargeback;
