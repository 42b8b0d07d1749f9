/**
 * Which fields of a request name something that a backend remembers. Taken from OpenAI's API description
 * (github.com/openai/openai-openapi, commit f85dbe2 of 2026), with what the SDKs and other servers of that API add.
 */
package io.tollgate.gateway.body.naming;
