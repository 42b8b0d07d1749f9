/**
 * Connections to backends: for each deployment and event loop a pool of its own, with its own limits, protocol, trust and
 * proxy, opened to an address that has been checked.
 */
package io.tollgate.gateway.upstream.connection;
