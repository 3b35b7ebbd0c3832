package io.quickbooking.console.api;

import io.quickbooking.console.api.TapsController.TapResponse;
import io.quickbooking.core.availability.Refusal;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * An answer of the API that is no success, as problem details. Where a customer receives a message all the same, it is in
 * the members {@code outcome} and {@code message}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
final class ApiProblem extends ErrorResponseException {
    private static final long serialVersionUID = 1L;

    static final String FAILURE = "Failed to create booking. Please try again.";

    private ApiProblem(HttpStatus status, String type, String title, String detail) {
        super(status, problem(status, type, title, detail), null);
    }

    static ProblemDetail problem(HttpStatus status, String type, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:quick-booking:problem:" + type));
        problem.setTitle(title);
        return problem;
    }

    static ApiProblem badRequest(String detail) {
        return new ApiProblem(HttpStatus.BAD_REQUEST, "bad-request", "Bad Request", detail);
    }

    static ApiProblem noSalon(String code) {
        return new ApiProblem(HttpStatus.NOT_FOUND, "no-salon", "No such salon", "There is no salon '" + code + "'.");
    }

    static ApiProblem salonOutOfOrder() {
        return new ApiProblem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "salon-out-of-order",
                "Salon out of order",
                "A setting of the salon is unknown to this server. An administrator can correct it in the settings.");
    }

    static ApiProblem noBooking(String code) {
        return new ApiProblem(
                HttpStatus.NOT_FOUND, "no-booking", "No such booking", "There is no booking '" + code + "'.");
    }

    static ApiProblem unavailable(Refusal reason) {
        ApiProblem problem = new ApiProblem(
                HttpStatus.CONFLICT,
                "slot-unavailable",
                "Conflict",
                "The time cannot be booked: " + reason.code() + ".");
        problem.getBody().setProperty("reason", reason.code());
        return problem;
    }

    /** The status is that of draft-ietf-httpapi-idempotency-key-header, section 2.7. */
    static ApiProblem keyUsed() {
        return new ApiProblem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "idempotency-key-used",
                "Idempotency-Key is already used",
                "The Idempotency-Key has made a booking for a request that said something else. "
                        + "Another booking needs another key.");
    }

    static ApiProblem badTap(TapResponse answer) {
        return answered(HttpStatus.BAD_REQUEST, "Bad request", answer);
    }

    static ApiProblem conflict(TapResponse answer) {
        return answered(HttpStatus.CONFLICT, "Conflict", answer);
    }

    static ApiProblem tooMany(TapResponse answer) {
        return answered(HttpStatus.TOO_MANY_REQUESTS, "Too many requests", answer);
    }

    static ApiProblem readOnly() {
        return new ApiProblem(
                HttpStatus.SERVICE_UNAVAILABLE, "read-only", "Service Unavailable", "The database is read-only.");
    }

    static ApiProblem failure() {
        return new ApiProblem(HttpStatus.INTERNAL_SERVER_ERROR, "failure", "Failure", FAILURE);
    }

    private static ApiProblem answered(HttpStatus status, String title, TapResponse answer) {
        ApiProblem problem = new ApiProblem(
                status,
                answer.outcome().replace('_', '-'),
                title,
                answer.message() == null
                        ? title
                        : answer.message().body().lines().findFirst().orElse(title));
        problem.getBody().setProperty("outcome", answer.outcome());
        problem.getBody().setProperty("message", answer.message());
        return problem;
    }
}
