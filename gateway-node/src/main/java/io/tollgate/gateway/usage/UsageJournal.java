package io.tollgate.gateway.usage;

import io.tollgate.catalog.Deployment;
import io.tollgate.events.UsageEvent;
import io.tollgate.gateway.usage.log.OpenRecord;
import io.tollgate.gateway.usage.log.UsageLog;
import java.util.Optional;

/**
 * Where requests are written down: when they may begin to cost something, when a deployment is called for them, and when
 * they have ended. Thread-safe; never waits.
 */
public interface UsageJournal {

    /** A request that has been opened and has not ended. */
    interface Entry {

        /** A deployment is about to be called for the request. */
        void called(Deployment deployment);

        /** The request has ended, with an event of which what was said when it was opened is as it was. Counts once. */
        void ended(UsageEvent event);
    }

    /** Whether what becomes of a new request can be written down. Otherwise it must not be taken. */
    boolean hasRoom();

    /** A request is under way; empty when that cannot be written down, and then it must not go on. */
    Optional<Entry> opened(OpenedRequest request);

    /** A request has ended that was never opened. */
    void ended(UsageEvent event);

    /** One that writes nothing down. */
    UsageJournal NONE = new UsageJournal() {
        private final Optional<Entry> nothing = Optional.of(new Entry() {
            @Override
            public void called(Deployment deployment) {
                // Not recorded.
            }

            @Override
            public void ended(UsageEvent event) {
                // Not recorded.
            }
        });

        @Override
        public boolean hasRoom() {
            return true;
        }

        @Override
        public Optional<Entry> opened(OpenedRequest request) {
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
            public Optional<Entry> opened(OpenedRequest request) {
                return log.opened(OpenFrames.opened(request)).map(record -> entry(request.id(), record));
            }

            private Entry entry(String id, OpenRecord record) {
                return new Entry() {
                    @Override
                    public void called(Deployment deployment) {
                        log.called(record, OpenFrames.called(id, deployment));
                    }

                    @Override
                    public void ended(UsageEvent event) {
                        log.ended(record, EventFrame.of(OpenFrames.beginning(record.opened()), event));
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
