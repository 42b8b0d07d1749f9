/** The whole cluster, driven from outside: one class per scenario. */
package io.tollgate.scenarios;
