/** The catalog's records as JSON, the only place here that knows a JSON library. */
package io.tollgate.catalog.codec;
