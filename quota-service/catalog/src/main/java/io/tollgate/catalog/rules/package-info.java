/** How records say what is wrong with a value, and which addresses backends may have. */
package io.tollgate.catalog.rules;
