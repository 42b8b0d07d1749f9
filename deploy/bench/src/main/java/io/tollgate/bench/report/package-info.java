/** From measurements to the table that is printed and to {@code docs/performance.md}. */
package io.tollgate.bench.report;
