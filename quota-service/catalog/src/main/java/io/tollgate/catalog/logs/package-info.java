/** What every process does so that its log can be read while something that it needs is away. */
package io.tollgate.catalog.logs;
