package io.quickbooking.console.desk;

import io.quickbooking.core.catalog.SalonOutOfOrderException;
import io.quickbooking.core.customer.MaskedText;
import io.quickbooking.core.watch.Watch;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;

/** What pages answer instead of failing. */
@ControllerAdvice
class ErrorPages {
    private static final Logger log = LoggerFactory.getLogger(ErrorPages.class);

    private final Navigation navigation;
    private final Watch watch;

    ErrorPages(Navigation navigation, Watch watch) {
        this.navigation = navigation;
        this.watch = watch;
    }

    @ExceptionHandler(NoSalonException.class)
    String noSalon(NoSalonException none, HttpServletRequest request, Model model) {
        // What the page's own handler had put into its model is gone.
        model.addAttribute("desk", none.desk());
        model.addAttribute(
                "section",
                navigation.section(request.getRequestURI()
                        .substring(request.getContextPath().length())));
        model.addAttribute("elsewhere", !watch.alarms().isEmpty());
        return "no-salon";
    }

    @ExceptionHandler(OutOfOrderException.class)
    String outOfOrder(OutOfOrderException broken, Model model, HttpServletResponse response) {
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        model.addAttribute("desk", broken.desk());
        model.addAttribute("broken", broken.salon());
        return "out-of-order";
    }

    /** Found out only while the page was made: the list of salons is two seconds old. */
    @ExceptionHandler(SalonOutOfOrderException.class)
    void outOfOrder(SalonOutOfOrderException broken, HttpServletResponse response) throws IOException {
        log.warn("No page: {}", broken.getMessage());
        response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
    }

    /** Parameters are decoded when a page looks at them. */
    @ExceptionHandler(InvalidParameterException.class)
    void undecodable(HttpServletResponse response) throws IOException {
        response.sendError(HttpStatus.BAD_REQUEST.value());
    }

    /** A form with a file that does not end, has no boundary, or is too large. */
    @ExceptionHandler(MultipartException.class)
    void unreadableFile(MultipartException unreadable, HttpServletResponse response) throws IOException {
        log.warn("Refused a form that cannot be read: {}", MaskedText.of(unreadable.getMessage()));
        response.sendError((unreadable instanceof MaxUploadSizeExceededException
                        ? HttpStatus.CONTENT_TOO_LARGE
                        : HttpStatus.BAD_REQUEST)
                .value());
    }
}
