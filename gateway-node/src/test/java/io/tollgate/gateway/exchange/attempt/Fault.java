package io.tollgate.gateway.exchange.attempt;

import static io.tollgate.gateway.exchange.attempt.AttemptWorld.DONE;
import static io.tollgate.gateway.exchange.attempt.AttemptWorld.ROLE;

import io.tollgate.gateway.model.UpstreamOutcome;

/** What can go wrong with an answer before its first content, and the result that it is to have. */
enum Fault {
    NO_CONNECTION("connect-failed"),
    THROTTLED("throttled"),
    SERVER_ERROR("server-error"),
    SILENCE("timed-out"),
    SILENCE_BEHIND_THE_HEAD("timed-out"),
    SILENCE_IN_THE_BODY("timed-out"),
    DRIPPING("timed-out"),
    WRONG_TYPE("malformed"),
    NO_TYPE("malformed"),
    OTHER_TYPE("malformed"),
    MALFORMED("malformed"),
    TRUNCATED("malformed"),
    EMPTY("malformed"),
    NO_CONTENT("malformed"),
    ERROR_INSIDE("server-error"),
    RATE_LIMIT_INSIDE("throttled"),
    CUT_BEHIND_THE_HEAD("cut"),
    CUT_IN_THE_BODY("cut");

    private static final String NO_JSON = "{\"choices\":]}";

    final String result;

    Fault(String result) {
        this.result = result;
    }

    void happen(AttemptWorld world, FakeCall call) {
        switch (this) {
            case NO_CONNECTION -> call.fails(new UpstreamOutcome.ConnectFailed());
            case THROTTLED -> refuse(call, new UpstreamOutcome.Throttled(429, 800));
            case SERVER_ERROR -> refuse(call, new UpstreamOutcome.ServerError(503));
            case SILENCE -> world.timers.pass(1_300);
            case SILENCE_BEHIND_THE_HEAD -> {
                call.answers(200, world.type());
                world.timers.pass(201);
            }
            case SILENCE_IN_THE_BODY -> {
                call.answers(200, world.type()).says(world.beginning());
                world.timers.pass(201);
            }
            case DRIPPING -> drip(world, call.answers(200, world.type()));
            case WRONG_TYPE -> call.answers(200, "text/html").says("<html></html>");
            case NO_TYPE -> call.answers(200, "").says("<html></html>").ends();
            case OTHER_TYPE -> call.answers(200, world.isStream() ? "application/json" : "text/event-stream");
            case MALFORMED -> say(world, call, world.document(NO_JSON));
            case TRUNCATED -> say(world, call, world.beginning());
            case EMPTY -> call.answers(200, world.type()).ends();
            case NO_CONTENT -> say(world, call, world.isStream() ? ROLE + DONE : " ");
            case ERROR_INSIDE ->
                say(world, call, world.document("{\"error\":{\"code\":\"overloaded\",\"status\":529}}"));
            case RATE_LIMIT_INSIDE ->
                say(world, call, world.document("{\"error\":{\"code\":\"rate_limit_exceeded\"}}"));
            case CUT_BEHIND_THE_HEAD -> call.answers(200, world.type()).breaks();
            case CUT_IN_THE_BODY ->
                call.answers(200, world.type()).says(world.beginning()).breaks();
        }
    }

    private static void refuse(FakeCall call, UpstreamOutcome outcome) {
        call.fails(outcome);
        call.says("a page").ends();
    }

    private static void say(AttemptWorld world, FakeCall call, String body) {
        call.answers(200, world.type()).says(body).ends();
    }

    private static void drip(AttemptWorld world, FakeCall call) {
        for (int i = 0; i < 13; i++) {
            call.says(" ");
            world.timers.pass(100);
        }
    }
}
