/**
 * Child processes: started so that they end with their parent, found again by id and start time, stopped, killed and frozen.
 *
 * <p>The only package of this module that reads the clock and sends signals.
 */
package io.tollgate.stack.process;
