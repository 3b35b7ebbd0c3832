package io.quickbooking.console.desk;

import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** What pages answer instead of failing. */
@ControllerAdvice
class ErrorPages {

    @ExceptionHandler(NoSalonException.class)
    String noSalon() {
        return "no-salon";
    }
}
