/** What goes wrong as RFC 9457 problems; nothing internal leaves. */
package io.tollgate.usage.problem;
