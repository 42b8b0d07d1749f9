/** What every administrative answer has in common: who may ask, how errors look, and entity tags. */
package io.tollgate.quota.http;
