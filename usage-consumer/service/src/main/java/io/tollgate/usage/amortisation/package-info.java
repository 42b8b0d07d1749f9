/**
 * What provisioned deployments cost by the hour, and who bears it, as SQL: by use or by reservation, unused capacity apart. ADR
 * 0015 says why.
 */
package io.tollgate.usage.amortisation;
