/** The report of what provisioned deployments cost, how full they were, and who bears it. */
package io.tollgate.usage.provisioned;
