/** The page for finance, opened in a real browser on what a real cluster has used. */
package io.tollgate.scenarios.proof.usage.page;
