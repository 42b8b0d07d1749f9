/** The quota service's administrative API, as far as the consumer asks it: lists page by page, and single resources. */
package io.tollgate.usage.quota;
