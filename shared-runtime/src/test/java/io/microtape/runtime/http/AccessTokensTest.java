package io.microtape.runtime.http;

import static io.microtape.runtime.http.AccessTokens.OPERATE_VARIABLE;
import static io.microtape.runtime.http.AccessTokens.READ_VARIABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.runtime.config.ConfigException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokensTest {
    private static final String OLD = "a".repeat(32);
    private static final String NEW = "b".repeat(40) + "==";
    private static final String OPERATOR = "c".repeat(64);

    @Test
    void several_tokens_are_valid_at_once_so_that_they_can_be_changed_without_a_pause() {
        var tokens = AccessTokens.from(Map.of(READ_VARIABLE, OLD + " , " + NEW, OPERATE_VARIABLE, OPERATOR));
        assertThat(tokens.role(OLD)).contains(Role.READ);
        assertThat(tokens.role(NEW)).contains(Role.READ);
        assertThat(tokens.role(OPERATOR)).contains(Role.OPERATE);
        assertThat(tokens.none()).isFalse();
        assertThat(tokens.letOperate()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"})
    void what_is_not_exactly_a_token_has_no_role(String shown) {
        assertThat(AccessTokens.from(Map.of(READ_VARIABLE, OLD)).role(shown)).isEmpty();
    }

    @Test
    void a_token_that_is_given_for_both_operates() {
        assertThat(AccessTokens.from(Map.of(READ_VARIABLE, OLD, OPERATE_VARIABLE, OLD)).role(OLD))
                .contains(Role.OPERATE);
    }

    @Test
    void a_variable_that_is_not_set_or_blank_gives_none() {
        assertThat(AccessTokens.from(Map.of()).none()).isTrue();
        assertThat(AccessTokens.from(Map.of(READ_VARIABLE, " ", OPERATE_VARIABLE, "")).none()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"short-secret|has 12 characters",
            "secretsecretsecretsecretsecretse cret|has a character that a header cannot carry",
            "sécretsécretsécretsécretsécretsécret|has a character that a header cannot carry"})
    void a_token_that_cannot_serve_is_refused_by_its_place_and_never_by_its_text(String token, String cause) {
        assertThatThrownBy(() -> AccessTokens.from(Map.of(READ_VARIABLE, OLD + "," + token)))
                .isInstanceOf(ConfigException.class).hasMessageContaining("token 2 of " + READ_VARIABLE + " " + cause)
                .hasMessageContaining("openssl rand -hex 32").hasMessageNotContaining("secret")
                .hasMessageNotContaining("sécret");
    }

    @Test
    void an_empty_place_between_commas_is_no_token() {
        assertThatThrownBy(() -> AccessTokens.from(Map.of(OPERATE_VARIABLE, OPERATOR + ",")))
                .isInstanceOf(ConfigException.class).hasMessageContaining("has 0 characters");
    }
}
