/** The values that the stages hand to each other, so that stages need not know each other. Records, enums and sealed types only. */
package io.tollgate.gateway.model;
