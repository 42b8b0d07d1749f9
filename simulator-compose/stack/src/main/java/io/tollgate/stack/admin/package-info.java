/** The cluster's administrator: the demo catalog, and the calls that apply it. */
package io.tollgate.stack.admin;
