/** A real browser, driven over its DevTools protocol. Knows nothing of the cluster. */
package io.tollgate.scenarios.browser;
