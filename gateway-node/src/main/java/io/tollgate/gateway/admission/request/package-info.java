/** From a request to what it wants of every limit: which apply, what it will use, what that costs. */
package io.tollgate.gateway.admission.request;
