/**
 * HTTP in, HTTP out: recognises the paths, reads bodies within bounds, and writes answers, streams and errors. The only
 * place with HTTP server types and status codes.
 */
package io.tollgate.gateway.ingress;
