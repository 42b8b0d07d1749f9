/** What one hostile tenant does at the rate that its limits allow. */
package io.tollgate.scenarios.proof.tenants.attack;
