package io.quickbooking.console.desk;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** There is no such thing, or it belongs to a salon that the operator does not see: both look the same. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public final class NotFoundException extends RuntimeException {
    public NotFoundException(String what) {
        super(what);
    }
}
