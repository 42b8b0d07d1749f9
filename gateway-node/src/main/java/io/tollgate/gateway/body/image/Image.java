package io.tollgate.gateway.body.image;

/** What is known of one image. */
public record Image(ImageSize size, Detail detail) {

    /** In how much detail a model is to look at an image. */
    public enum Detail {
        LOW,
        HIGH,
        ORIGINAL,
        /** The model decides; so it does when the caller says nothing, or something unheard-of. */
        AUTO;

        /** The one that is called {@code name} in requests. */
        public static Detail named(String name) {
            return switch (name) {
                case "low" -> LOW;
                case "high" -> HIGH;
                case "original" -> ORIGINAL;
                default -> AUTO;
            };
        }
    }
}
