package io.quickbooking.console.health;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Htmx;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** How the system is. Answers within three seconds, also when the database does not. */
@Controller
class HealthController {
    private final Checks checks;

    HealthController(Checks checks) {
        this.checks = checks;
    }

    @GetMapping("/admin/health")
    String health(Desk desk, Htmx htmx, Model model) {
        model.addAttribute("report", checks.of(desk));
        return htmx.view("health/health", "checks");
    }
}
