/** What would become of a request, and why; nothing is consumed. */
package io.tollgate.quota.explain;
