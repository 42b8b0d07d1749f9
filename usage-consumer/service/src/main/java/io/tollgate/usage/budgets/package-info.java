/**
 * What budgets have been spent: judged about once a second by one consumer at a time, from the same sums and cards that reports
 * show. Says so to the quota service, which stops callers, and to whoever wants to be told.
 */
package io.tollgate.usage.budgets;
