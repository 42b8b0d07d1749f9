/** The benchmark: what it measures, in which order, and the command line that starts it. */
package io.tollgate.bench;
