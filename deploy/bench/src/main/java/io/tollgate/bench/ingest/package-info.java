/** How fast usage events become rows, and how fast rows become a report. */
package io.tollgate.bench.ingest;
