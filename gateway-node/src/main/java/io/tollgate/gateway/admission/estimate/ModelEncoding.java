package io.tollgate.gateway.admission.estimate;

import com.knuddels.jtokkit.api.EncodingType;
import java.util.List;

/** Which tokenizer a model has, by its name. */
final class ModelEncoding {

    private static final List<String> NEWER_GPT_4 = List.of("gpt-4o", "gpt-4.1", "gpt-4.5");
    private static final List<String> OLDER =
            List.of("gpt-4", "gpt-3.5", "gpt-35", "text-embedding-", "davinci-002", "babbage-002");

    private ModelEncoding() {}

    /** The tokenizer of {@code model}; of a model that is not known, that of the newer ones. */
    static EncodingType of(String model) {
        boolean newer = NEWER_GPT_4.stream().anyMatch(model::startsWith);
        return !newer && OLDER.stream().anyMatch(model::startsWith)
                ? EncodingType.CL100K_BASE
                : EncodingType.O200K_BASE;
    }
}
