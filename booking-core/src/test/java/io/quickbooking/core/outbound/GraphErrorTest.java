package io.quickbooking.core.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphErrorTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NUMBER_BUSY       | 2, 4, 80007, 130429, 131016, 131057, 133004, 613
            MESSAGE_TROUBLE   | 131000
            PAIR_LIMIT        | 131056
            MESSAGE_REFUSED   | 131047, 100, 131008, 131009, 131051, 132000, 132001, 132005, 132007, 132012, 132015
            MESSAGE_REFUSED   | 132016, 132068, 132069, 131053, 135000, 131062
            RECIPIENT_REFUSED | 131026, 130403, 131021, 131050, 130472, 131049, 130497, 131030
            NUMBER_STOPPED    | 0, 3, 10, 190, 200, 201, 250, 299, 131005, 368, 131031, 131042, 131045, 133010, 131037
            NUMBER_STOPPED    | 131048, 131064, 33
            """)
    void the_code_decides_whatever_the_http_status(GraphError expected, String codes) {
        assertThat(codes.split(", ")).allSatisfy(code -> {
            for (int httpStatus : new int[] {400, 401, 403, 429, 500, 503}) {
                assertThat(GraphError.of(Integer.valueOf(code), httpStatus))
                        .as("%s with %s", code, httpStatus)
                        .isEqualTo(expected);
            }
        });
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            1,      500, MESSAGE_TROUBLE
            1,      400, MESSAGE_REFUSED
            199,    400, MESSAGE_REFUSED
            300,    400, MESSAGE_REFUSED
            999999, 404, MESSAGE_REFUSED
            999999, 429, NUMBER_BUSY
            999999, 500, OUTCOME_UNKNOWN
            none,   302, NUMBER_STOPPED
            none,   404, MESSAGE_REFUSED
            none,   429, NUMBER_BUSY
            none,   502, OUTCOME_UNKNOWN
            """)
    void the_http_status_decides_about_codes_that_say_nothing(Integer code, int httpStatus, GraphError expected) {
        assertThat(GraphError.of(code, httpStatus)).isEqualTo(expected);
    }
}
