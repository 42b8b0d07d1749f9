/** The commands of {@code ./tollgate} that need more than a shell: up, down and status. */
package io.tollgate.stack.cli;
