package io.tollgate.stack.cli;

/** What the commands end with. */
final class ExitCodes {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int MISUSED = 2;

    /** Nothing runs that could be asked. */
    static final int NOT_RUNNING = 3;

    private ExitCodes() {}
}
