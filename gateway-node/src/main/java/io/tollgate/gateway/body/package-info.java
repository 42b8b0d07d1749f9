/**
 * The body of an inference request: read once, in one streaming pass that keeps offsets instead of copies, and rewritten
 * for a backend by splicing, so that whatever Tollgate does not interpret reaches the backend byte by byte as it came.
 */
package io.tollgate.gateway.body;
