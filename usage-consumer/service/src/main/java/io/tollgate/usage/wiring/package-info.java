/** Starts and stops what runs by itself, and hands out the clock. */
package io.tollgate.usage.wiring;
