package io.tollgate.quota.keys;

import io.tollgate.quota.limits.LimitDocument;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What an administrator says of a new key.
 *
 * @param application the calling application's name
 * @param id made when absent
 * @param expiresAt an instant; never when absent
 * @param limits none when absent
 * @param priority the tenant's when absent
 * @param key made when absent; brought along when a key moves here from elsewhere
 */
@Schema(description = "A key to be made")
public record KeyRequest(
        @Schema(required = true) String application,

        @Schema(description = "Public identifier; made when absent")
        String id,

        @Schema(description = "An instant; never when absent", examples = "2027-01-01T00:00:00Z")
        String expiresAt,

        List<LimitDocument> limits,

        @Schema(description = "The most urgent priority class that its requests may have; the tenant's when absent")
        String priority,

        @Schema(description = "Only to bring along an existing key: 32 to 256 visible ASCII characters")
        String key) {

    @Override
    public String toString() {
        return "KeyRequest[application=" + application + ", id=" + id + "]";
    }
}
