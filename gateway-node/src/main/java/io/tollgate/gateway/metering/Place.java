package io.tollgate.gateway.metering;

/** Where in an answer's document a value stands, as far as that is of interest. */
enum Place {
    ROOT,
    RESPONSE,
    USAGE,
    USAGE_DETAILS,
    ERROR,
    CHOICES,
    CHOICE,
    MESSAGE,
    PARTS,
    /** Something for the caller whose form is not known. */
    EXTRA,
    /** What a document of the Responses API holds of its output. */
    OUTPUT,
    /** What a vendor puts around its usage. */
    VENDOR;

    /** The inside of an object of this name that stands here; null for one that is of no interest. */
    Place object(Name name) {
        return switch (this) {
            case ROOT, RESPONSE ->
                switch (name) {
                    case USAGE -> USAGE;
                    case ERROR -> ERROR;
                    case RESPONSE -> RESPONSE;
                    case X_GROQ -> VENDOR;
                    default -> null;
                };
            case USAGE ->
                switch (name) {
                    case PROMPT_TOKENS_DETAILS,
                            INPUT_TOKENS_DETAILS,
                            COMPLETION_TOKENS_DETAILS,
                            OUTPUT_TOKENS_DETAILS -> USAGE_DETAILS;
                    default -> null;
                };
            case CHOICES -> CHOICE;
            case CHOICE -> name == Name.DELTA || name == Name.MESSAGE ? MESSAGE : null;
            case MESSAGE -> name == Name.FUNCTION_CALL ? PARTS : EXTRA;
            case PARTS, EXTRA, OUTPUT -> this;
            case VENDOR -> name == Name.USAGE ? USAGE : null;
            case USAGE_DETAILS, ERROR -> null;
        };
    }

    /** The inside of an array of this name that stands here; null for one that is of no interest. */
    Place array(Name name) {
        return switch (this) {
            case ROOT -> name == Name.CHOICES ? CHOICES : name == Name.OUTPUT ? OUTPUT : null;
            case RESPONSE -> name == Name.OUTPUT ? OUTPUT : null;
            case MESSAGE -> name == Name.TOOL_CALLS || name == Name.CONTENT ? PARTS : EXTRA;
            case PARTS, EXTRA, OUTPUT -> this;
            default -> null;
        };
    }
}
