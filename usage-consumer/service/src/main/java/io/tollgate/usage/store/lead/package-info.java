/** What of several consumers only one does at a time. */
package io.tollgate.usage.store.lead;
