package io.tollgate.gateway.usage;

import io.tollgate.catalog.Deployment;
import io.tollgate.events.UsageEvent;
import io.tollgate.gateway.usage.log.OpenRecord;
import io.tollgate.gateway.usage.log.UsageLog;

/**
 * Where requests are written down: when they may begin to cost something, when a deployment is called for them, and when
 * they have ended. Thread-safe; never waits.
 */
public interface UsageJournal {

    /** A request that has been opened and has not ended. */
    interface Entry {

        /** A deployment is about to be called for the request. */
        void called(Deployment deployment);

        /** The request has ended. To be called once. */
        void ended(UsageEvent event);
    }

    /** Whether what becomes of a new request can be written down. Otherwise it must not be taken. */
    boolean hasRoom();

    /** A request is under way. */
    Entry opened(OpenedRequest request);

    /** A request has ended that was never opened. */
    void ended(UsageEvent event);

    /** One that writes nothing down. */
    UsageJournal NONE = new UsageJournal() {
        private final Entry nothing = new Entry() {
            @Override
            public void called(Deployment deployment) {
                // Not recorded.
            }

            @Override
            public void ended(UsageEvent event) {
                // Not recorded.
            }
        };

        @Override
        public boolean hasRoom() {
            return true;
        }

        @Override
        public Entry opened(OpenedRequest request) {
            return nothing;
        }

        @Override
        public void ended(UsageEvent event) {
            // Not recorded.
        }
    };

    /** One that writes to {@code log}. */
    static UsageJournal of(UsageLog log) {
        return new UsageJournal() {
            @Override
            public boolean hasRoom() {
                return log.hasRoom();
            }

            @Override
            public Entry opened(OpenedRequest request) {
                OpenRecord record = log.opened(OpenFrames.opened(request));
                return new Entry() {
                    @Override
                    public void called(Deployment deployment) {
                        log.called(record, OpenFrames.called(request.id(), deployment));
                    }

                    @Override
                    public void ended(UsageEvent event) {
                        log.ended(record, EventFrame.of(event));
                    }
                };
            }

            @Override
            public void ended(UsageEvent event) {
                log.ended(EventFrame.of(event));
            }
        };
    }
}
