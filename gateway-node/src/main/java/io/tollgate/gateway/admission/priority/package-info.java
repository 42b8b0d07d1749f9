/** Which class a request is in. */
package io.tollgate.gateway.admission.priority;
