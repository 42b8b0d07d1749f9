/** Records that were put aside: to be looked at, and read again once their cause is gone. */
package io.tollgate.usage.deadletter;
