/** What requests cost by the published rate cards, in integers, for budgets. */
package io.tollgate.gateway.admission.cost;
