package io.quickbooking.core.customer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way for message ids hides all that the long one does. */
class MaskedTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "wamid.HBgLMTU1NTAxMDAzMDEVAgASGBQzQTdBMUYyRjM0NTY3ODlBQkNERQA=",
                "wamid.HBgLMTU1NTAxMDAzMDEVAgAS",
                "wamid.bench.15550100301",
                "wamid.HBgLMTU1NTAxMDAzMDE15550100301",
                "wamid.HBgLMTU1NTAxMDAzMDEa1555010b",
                "wamid.HBgLMTU1NTAxMDAzMDEab5550100",
                "wamid.HBgLMTU1NTAxMDAzMDEABCDEFGH 15550100301",
                "wamid.",
                "15550100301",
                "",
                "שלום 15550100301",
            })
    void a_message_id_is_masked_as_any_text(String id) {
        assertThat(MaskedText.ofMessageId(id)).isEqualTo(MaskedText.of(id)).doesNotContain("15550100301");
    }
}
