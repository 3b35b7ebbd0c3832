package io.quickbooking.console.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Writes problem details outside of a controller, whatever the request accepts. */
public final class ProblemResponse {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ProblemResponse() {}

    /** @param type the end of the problem's URN, such as {@code forbidden} */
    public static void write(HttpServletResponse response, HttpStatus status, String type, String detail)
            throws IOException {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "urn:quick-booking:problem:" + type);
        problem.put("title", status == HttpStatus.INTERNAL_SERVER_ERROR ? "Failure" : status.getReasonPhrase());
        problem.put("status", status.value());
        problem.put("detail", detail);
        byte[] body = JSON.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
