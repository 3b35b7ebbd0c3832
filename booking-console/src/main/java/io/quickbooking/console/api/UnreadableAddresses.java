package io.quickbooking.console.api;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.http.HttpStatus;

/** Answers addresses that Tomcat cannot decode, and so assigns to no application whose error pages would answer. */
final class UnreadableAddresses extends ValveBase {
    UnreadableAddresses() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (!response.isError() || request.getContext() != null || !UnhandledErrors.isApi(request.getRequestURI())) {
            getNext().invoke(request, response);
            return;
        }
        HttpStatus status = HttpStatus.valueOf(response.getStatus());
        response.setSuspended(false);
        response.setErrorReported();
        ProblemResponse.write(response, status, UnhandledErrors.type(status), UnhandledErrors.detail(status, "?"));
        response.finishResponse();
    }
}
