/** How events become rows. */
package io.tollgate.usage.store.event;
