package io.tollgate.simulator.config;

/** A setting that cannot be; says which one and what it may be. */
public final class InvalidConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String setting;

    /** {@code setting} is the name that the operator wrote; {@code rule} completes the sentence. */
    public InvalidConfigException(String setting, String rule) {
        super(setting + ": " + rule);
        this.setting = setting;
    }

    /** The setting at fault. */
    public String setting() {
        return setting;
    }
}
