/** What is promised of budgets: who has spent one is refused within seconds, nobody else is, and the next period begins by itself. */
package io.tollgate.scenarios.proof.usage.budget;
