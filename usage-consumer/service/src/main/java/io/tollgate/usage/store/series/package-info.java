/** What events have in common, once for all of them. */
package io.tollgate.usage.store.series;
