/** What can be configured, from environment variables or properties; the only package that reads configuration. */
package io.tollgate.usage.config;
