/** Calls as applications make them, down to raw bytes; knows nothing of the cluster. */
package io.tollgate.scenarios.calls;
