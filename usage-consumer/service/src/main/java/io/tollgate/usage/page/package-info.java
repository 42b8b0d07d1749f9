/** The page for people at {@code /chargeback}; its files are in {@code META-INF/resources/chargeback}. */
package io.tollgate.usage.page;
