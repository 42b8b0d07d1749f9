/** What can be said of bytes before anything is known of what they mean. */
package io.tollgate.gateway.body.text;
