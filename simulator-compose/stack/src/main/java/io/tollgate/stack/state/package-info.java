/** What a running cluster writes down: its status, its secrets, and which processes are its own. */
package io.tollgate.stack.state;
