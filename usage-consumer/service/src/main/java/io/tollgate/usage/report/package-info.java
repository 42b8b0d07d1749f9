/** What all reports have in common: how they are asked for, what they are summed up from, and how money and cells are written. */
package io.tollgate.usage.report;
