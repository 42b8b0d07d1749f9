/** What the native image needs beyond the JVM's build. Compiled with the {@code native} profile only. */
package io.tollgate.gateway.wiring.nativeimage;
