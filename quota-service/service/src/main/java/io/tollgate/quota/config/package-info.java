/** The only package that reads configuration. */
package io.tollgate.quota.config;
