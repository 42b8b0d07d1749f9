/**
 * What authenticates the node at a backend: keys from the environment and from files, and tokens of Microsoft Entra ID.
 * Secrets live in memory only, and nothing here shows one.
 */
package io.tollgate.gateway.upstream.credential;
