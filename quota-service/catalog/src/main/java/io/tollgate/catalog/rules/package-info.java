/** How records say what is wrong with a value. */
package io.tollgate.catalog.rules;
