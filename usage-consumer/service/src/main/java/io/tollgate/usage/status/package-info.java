/** How far the consumer is, for operators and for tests that wait until nothing is left to read. */
package io.tollgate.usage.status;
