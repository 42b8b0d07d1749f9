package io.tollgate.gateway.admission.estimate;

/** Whose requests, to which model: what is learned of one says little of another. */
record TenantModel(String tenant, String model) {}
