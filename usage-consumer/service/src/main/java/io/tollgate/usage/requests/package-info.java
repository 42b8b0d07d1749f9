/** Single requests: what became of one, by its id. */
package io.tollgate.usage.requests;
