/**
 * What a request will probably use, before any backend has said so. Three sources, from cheap to dear: the size of the
 * text, corrected by what backends reported of the same tenant's earlier requests; the same without correction; a real
 * tokenizer. An estimate reserves quota and is never a bill. Everything here is thread-safe, bounded in memory and knows
 * no clock: what has been learned fades with the number of requests, not with time.
 */
package io.tollgate.gateway.admission.estimate;
