/** Sums made anew from events, when somebody asks for it. */
package io.tollgate.usage.rollup;
