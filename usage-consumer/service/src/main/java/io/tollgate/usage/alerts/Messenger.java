package io.tollgate.usage.alerts;

/** Tells of alerts in one way. Blocks for some seconds at most. */
interface Messenger extends AutoCloseable {

    /** Which way. */
    Channel channel();

    /**
     * Tells of one alert.
     *
     * @throws UndeliveredException when it is not known to have arrived
     */
    void tell(Alert alert) throws UndeliveredException, InterruptedException;

    @Override
    void close();

    /** An alert that is not known to have arrived; the message says why and holds no secret. */
    final class UndeliveredException extends Exception {
        private static final long serialVersionUID = 1L;

        UndeliveredException(String why) {
            super(why);
        }
    }
}
