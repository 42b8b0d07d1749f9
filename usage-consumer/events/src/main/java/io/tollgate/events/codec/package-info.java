/**
 * The usage event on the wire: JSON as the schema {@code schema/usage-event-v1.schema.json} describes it, and the
 * CloudEvents headers that travel beside it. Written by hand on Jackson's streaming API: no reflection, one pass.
 */
package io.tollgate.events.codec;
