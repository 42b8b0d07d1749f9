package io.tollgate.gateway.model;

import io.tollgate.catalog.PriorityClass;

/**
 * How urgent a request is.
 *
 * @param rank 0 for the most urgent of the catalog's classes
 * @param priorityClass the class
 */
public record Priority(int rank, PriorityClass priorityClass) {}
