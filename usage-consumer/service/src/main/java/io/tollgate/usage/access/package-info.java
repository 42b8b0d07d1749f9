/** Who may read reports: holders of the administrators' key, nobody else. */
package io.tollgate.usage.access;
