/** What the command lines of all benchmarks have in common. */
package io.tollgate.bench.options;
