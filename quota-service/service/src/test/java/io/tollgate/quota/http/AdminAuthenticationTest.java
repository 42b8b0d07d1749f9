package io.tollgate.quota.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.quota.config.AdminKey;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdminAuthenticationTest {

    @Test
    void shouldLetNobodyInWithoutAConfiguredKey() {
        var authentication = new AdminAuthentication(new AdminKey(Optional.empty()));

        assertThat(authentication.isKey("")).isFalse();
        assertThat(authentication.isKey("anything")).isFalse();
    }

    @Test
    void shouldLetInOnlyTheConfiguredKey() {
        var authentication = new AdminAuthentication(new AdminKey(Optional.of("the-key")));

        assertThat(authentication.isKey("the-key")).isTrue();
        assertThat(authentication.isKey("the-keys")).isFalse();
        assertThat(authentication.isKey("")).isFalse();
    }
}
