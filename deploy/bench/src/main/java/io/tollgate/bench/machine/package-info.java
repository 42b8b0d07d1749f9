/** What the kernel knows of processes and of the machine: Linux {@code /proc} and {@code taskset}. */
package io.tollgate.bench.machine;
