/** What a reservation costs where no Redis is asked, measured with JMH. */
package io.tollgate.bench.ledger.micro;
