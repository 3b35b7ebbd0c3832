package io.quickbooking.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.quickbooking.core.webhook.WebhookSignature.Verdict;
import io.quickbooking.testing.Payloads;
import io.quickbooking.testing.WebhookBodies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Seen to fail with: every signature right; something behind a signature allowed; unsigned bodies taken without a secret. */
class WebhookSignatureTest {
    private static final String CURRENT = "current-app-secret";
    private static final String PREVIOUS = "previous-app-secret";
    private static final byte[] BODY = {0, (byte) 0xFF, '{', 'b', 'y', 't', 'e', 's', '}'};
    private static final String BY_CURRENT = "sha256=554be0879b442270c4ad59e838c5f5bcfc16e29ab971f112953c7b56686d4054";
    private static final String BY_PREVIOUS = "sha256=c4cf79723a78b6a6c4cbfa2aac27add15f9d3fbf351cbd613ab6a25250ac6302";

    private final WebhookSignature signature = new WebhookSignature(List.of(CURRENT), false);

    /** Body in hexadecimal and signature, computed by {@code openssl dgst -sha256 -hmac current-app-secret}. */
    @ParameterizedTest
    @CsvSource({
        "'', 4f8e6d90da80bbac014a48f3305c9336863a65af9ef4e33723701a99a2364465",
        "00ff7b62797465737d, 554be0879b442270c4ad59e838c5f5bcfc16e29ab971f112953c7b56686d4054",
        "7b2268656c6c6f223a226361665c7530306539205c2f2031227d,"
                + " 118103d2f526ac252c0958906e58b3e98aadc073c37bc82f82239da126e83457",
        "7b226e616d65223a22c5bd6f66696520f09f9287227d,"
                + " 8dd843fc3392e9a21dc8108ac5fe9ad5879d034147bf11b367155bf17bf2c081",
    })
    void agrees_with_openssl(String body, String hmac) {
        assertThat(signature.verify(HexFormat.of().parseHex(body), "sha256=" + hmac))
                .isEqualTo(Verdict.VALID);
    }

    @Test
    void agrees_with_the_shared_vectors() throws IOException {
        Path folder = Payloads.sharedFolder().orElse(Path.of("missing")).resolve("signature-vectors");
        assumeThat(folder).isDirectory();

        JsonNode vectors = JsonMapper.shared().readTree(Files.readAllBytes(folder.resolve("vectors.json")));

        assertThat(vectors).isNotEmpty().allSatisfy(vector -> {
            WebhookSignature signature =
                    new WebhookSignature(List.of(vector.path("app_secret").asString()), false);
            byte[] body =
                    Files.readAllBytes(folder.resolve(vector.path("body_file").asString()));
            assertThat(signature.verify(body, vector.path("header").asString())).isEqualTo(Verdict.VALID);
        });
    }

    @Test
    void the_fixtures_sign_as_meta_does() {
        assertThat(WebhookBodies.signature(BODY, CURRENT)).isEqualTo(BY_CURRENT);
    }

    @Test
    void hexadecimal_digits_may_be_capitals() {
        String capitals = "sha256=" + BY_CURRENT.substring(7).toUpperCase();

        assertThat(signature.verify(BODY, capitals)).isEqualTo(Verdict.VALID);
    }

    @Test
    void while_the_secret_is_rotated_both_sign() {
        WebhookSignature rotating = new WebhookSignature(List.of(CURRENT, PREVIOUS), false);

        assertThat(rotating.verify(BODY, BY_CURRENT)).isEqualTo(Verdict.VALID);
        assertThat(rotating.verify(BODY, BY_PREVIOUS)).isEqualTo(Verdict.VALID);
    }

    @Test
    void a_secret_that_is_no_longer_configured_does_not_sign() {
        assertThat(signature.verify(BODY, BY_PREVIOUS)).isEqualTo(Verdict.WRONG);
    }

    @Test
    void a_body_changed_by_one_bit_is_refused() {
        byte[] changed = BODY.clone();
        changed[0] ^= 1;

        assertThat(signature.verify(changed, BY_CURRENT)).isEqualTo(Verdict.WRONG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256=",
                "554be0879b442270c4ad59e838c5f5bcfc16e29ab971f112953c7b56686d4054",
                "sha1=554be0879b442270c4ad59e838c5f5bcfc16e29a",
                "SHA256=554be0879b442270c4ad59e838c5f5bcfc16e29ab971f112953c7b56686d4054",
                "sha256=554be0879b442270c4ad59e838c5f5bcfc16e29ab971f112953c7b56686d405",
                "sha256=554be0879b442270c4ad59e838c5f5bcfc16e29ab971f112953c7b56686d40544",
                "sha256=554be0879b442270c4ad59e838c5f5bcfc16e29ab971f112953c7b56686d405g",
                " sha256=554be0879b442270c4ad59e838c5f5bcfc16e29ab971f112953c7b56686d4054",
                "sha256=554be0879b442270c4ad59e838c5f5bcfc16e29ab971f112953c7b56686d4054\n",
            })
    void a_header_of_another_form_is_malformed(String header) {
        assertThat(signature.verify(BODY, header)).isEqualTo(Verdict.MALFORMED);
    }

    @Test
    void a_body_without_a_signature_is_refused() {
        assertThat(signature.verify(BODY, null)).isEqualTo(Verdict.MISSING);
    }

    @Test
    void without_a_secret_everything_is_refused() {
        WebhookSignature closed = new WebhookSignature(List.of(), false);

        assertThat(closed.verify(BODY, BY_CURRENT)).isEqualTo(Verdict.NO_SECRET);
        assertThat(closed.verify(BODY, null)).isEqualTo(Verdict.NO_SECRET);
    }

    @Test
    void without_a_secret_everything_is_accepted_if_unsigned_bodies_are_allowed() {
        WebhookSignature open = new WebhookSignature(List.of(), true);

        assertThat(open.verify(BODY, null)).isEqualTo(Verdict.UNSIGNED_ALLOWED);
        assertThat(open.verify(BODY, BY_CURRENT)).isEqualTo(Verdict.UNSIGNED_ALLOWED);
    }

    @Test
    void allowing_unsigned_bodies_does_not_allow_wrong_signatures() {
        WebhookSignature lenient = new WebhookSignature(List.of(CURRENT), true);

        assertThat(lenient.verify(BODY, null)).isEqualTo(Verdict.UNSIGNED_ALLOWED);
        assertThat(lenient.verify(BODY, BY_CURRENT)).isEqualTo(Verdict.VALID);
        assertThat(lenient.verify(BODY, BY_PREVIOUS)).isEqualTo(Verdict.WRONG);
        assertThat(lenient.verify(BODY, "sha256=")).isEqualTo(Verdict.MALFORMED);
    }

    @Test
    void only_checked_and_explicitly_allowed_bodies_are_accepted() {
        assertThat(Verdict.values())
                .filteredOn(Verdict::accepted)
                .containsExactly(Verdict.VALID, Verdict.UNSIGNED_ALLOWED);
    }

    @Test
    void an_empty_secret_is_none() {
        assertThatIllegalArgumentException().isThrownBy(() -> new WebhookSignature(List.of(""), false));
    }
}
