/** What of a request is refused before anybody looks at what it asks for. */
package io.tollgate.gateway.ingress.door;
