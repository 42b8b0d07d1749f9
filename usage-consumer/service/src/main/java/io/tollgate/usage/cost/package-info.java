/** What calls and tokens cost, as SQL and as text. */
package io.tollgate.usage.cost;
