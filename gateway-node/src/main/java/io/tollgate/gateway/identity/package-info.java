/** Credential to caller. Whatever is not known to be valid is refused. */
package io.tollgate.gateway.identity;
