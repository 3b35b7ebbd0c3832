package io.quickbooking.console.startup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.diagnostics.FailureAnalysis;

class OneLineReporterTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            it is broken        | mend it          | it is broken. mend it.
            it is broken.       | mend it.         | it is broken. mend it.
            it is broken        | ''               | it is broken.
            it is broken        |                  | it is broken.
            'it is\n\n  broken' | 'mend\n\tit\n'   | it is broken. mend it.
            """)
    void description_and_action_become_one_line(String description, String action, String line) {
        assertThat(OneLineReporter.line(new FailureAnalysis(description, action, null)))
                .isEqualTo(line);
    }
}
