package io.quickbooking.console.desk;

import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** What pages answer instead of failing. */
@ControllerAdvice
class ErrorPages {

    @ExceptionHandler(NoSalonException.class)
    String noSalon(NoSalonException none, Model model) {
        // What the page's own handler had put into its model is gone.
        model.addAttribute("desk", none.desk());
        return "no-salon";
    }
}
