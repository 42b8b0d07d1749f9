/** Makes what the other packages are given: clock, chance, connections. */
package io.tollgate.quota.wiring;
