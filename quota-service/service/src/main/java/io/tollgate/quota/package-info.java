/** The quota service: administrators configure the catalog here, and it is published to the gateway nodes from here. */
package io.tollgate.quota;
