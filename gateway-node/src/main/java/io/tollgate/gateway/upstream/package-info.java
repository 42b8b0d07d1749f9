/**
 * One call to one deployment: address, credential, headers, deadlines, and what the answer's head means. The only place
 * that uses the HTTP client. Each event loop has a client of its own, so that a call never changes threads.
 */
package io.tollgate.gateway.upstream;
