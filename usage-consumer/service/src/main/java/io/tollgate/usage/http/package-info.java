/** Calls of other services over HTTP, none of which can last or grow without end. */
package io.tollgate.usage.http;
