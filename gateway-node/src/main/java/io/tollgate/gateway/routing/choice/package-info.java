/** How a tier chooses among its deployments: one class for each strategy. */
package io.tollgate.gateway.routing.choice;
