package io.quickbooking.console.today;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Htmx;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What the day brings. */
@Controller
class TodayController {

    @GetMapping("/admin")
    String today(Desk desk, Htmx htmx) {
        desk.salon();
        return htmx.view("today/today");
    }
}
