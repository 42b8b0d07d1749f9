/** What the vendors publish, whether Tollgate serves it or not. */
package io.tollgate.gateway.ingress.surface;
