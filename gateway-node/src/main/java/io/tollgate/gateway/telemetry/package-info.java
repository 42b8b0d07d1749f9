/** Every metric name, tag and log key, once. */
package io.tollgate.gateway.telemetry;
