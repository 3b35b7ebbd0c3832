package io.quickbooking.console.api;

import io.quickbooking.core.catalog.SalonOutOfOrderException;
import io.quickbooking.core.conversation.TapWaitsException;
import io.quickbooking.core.database.TransientFailure;
import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every error of the API as problem details, without a stack trace or a word about the inside. */
@RestControllerAdvice(basePackageClasses = ApiErrors.class)
class ApiErrors extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ApiErrors.class);

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String fields = invalid.getFieldErrors().stream()
                .map(error -> error.getField() + " " + error.getDefaultMessage())
                .sorted()
                .collect(Collectors.joining("; "));
        return badRequest(fields);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return badRequest("The body must be a JSON object as described at /v3/api-docs.");
    }

    private static ResponseEntity<Object> badRequest(String detail) {
        return ResponseEntity.badRequest().body(ApiProblem.badRequest(detail).getBody());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> waiting(TapWaitsException waiting) {
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .body(ApiProblem.problem(
                        HttpStatus.ACCEPTED,
                        "waiting",
                        "Waiting",
                        "The tap is stored and will be answered after an earlier one of this customer."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> outOfOrder(SalonOutOfOrderException broken) {
        log.warn("{}", broken.getMessage());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .body(ApiProblem.salonOutOfOrder().getBody());
    }

    @ExceptionHandler
    ResponseEntity<Object> rejected(RequestRejectedException rejected) {
        return badRequest("A parameter has a character that no text can hold.");
    }

    /** Tomcat reports an unreadable parameter only when the parameters are looked at. */
    @ExceptionHandler
    ResponseEntity<Object> undecodable(InvalidParameterException undecodable) {
        return badRequest("A parameter cannot be decoded.");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> failure(RuntimeException failure, HttpServletRequest request) {
        if (TransientFailure.is(failure)) {
            log.error(
                    "{} {} failed: {}", request.getMethod(), request.getRequestURI(), TransientFailure.reason(failure));
            log.debug("Details", failure);
        } else {
            log.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
        }
        ApiProblem problem =
                TransientFailure.isReadOnlyDatabase(failure) ? ApiProblem.readOnly() : ApiProblem.failure();
        return ResponseEntity.status(problem.getStatusCode()).body(problem.getBody());
    }
}
