/** The node's settings. Nothing else reads configuration. */
package io.tollgate.gateway.config;
