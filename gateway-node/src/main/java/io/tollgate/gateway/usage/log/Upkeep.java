package io.tollgate.gateway.usage.log;

import java.io.IOException;
import org.jboss.logging.Logger;

/** What a log needs done that takes as long as the disk does: never under its lock. Not thread-safe. */
final class Upkeep {

    private static final Logger LOGGER = Logger.getLogger(Upkeep.class);
    private static final int ROUNDS_PER_COMPLAINT = 20;

    private final UsageLog log;
    private final LogDirectory directory;
    private final int segmentBytes;
    private boolean diskComplained;
    private int rounds;
    private long lostAndSaid;

    Upkeep(UsageLog log, LogDirectory directory, int segmentBytes) {
        this.log = log;
        this.directory = directory;
        this.segmentBytes = segmentBytes;
    }

    /** Removes segments that are too many, makes spare ones as needed, and has written down what waits. */
    void run() {
        for (Segment one = log.pollSurplus(); one != null; one = log.pollSurplus()) {
            delete(one);
        }
        do {
            grow();
        } while (log.writeWaiting());
        if (++rounds % ROUNDS_PER_COMPLAINT == 0 && log.lost() > lostAndSaid) {
            lostAndSaid = log.lost();
            LOGGER.errorf("usage events are lost, %d so far: the usage log cannot be written", lostAndSaid);
        }
    }

    private void grow() {
        try {
            while (log.wantsSpare()) {
                log.add(Segment.create(directory.newSegment(), segmentBytes));
                diskComplained = false;
            }
        } catch (IOException e) {
            if (!diskComplained) {
                LOGGER.errorf("the usage log cannot grow: %s", e.getMessage());
                diskComplained = true;
            }
        }
    }

    private static void delete(Segment segment) {
        try {
            segment.delete();
        } catch (IOException e) {
            LOGGER.warnf("a segment of the usage log stays behind: %s", e.getMessage());
        }
    }
}
