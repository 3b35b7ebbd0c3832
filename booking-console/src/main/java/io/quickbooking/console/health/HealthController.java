package io.quickbooking.console.health;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Htmx;
import java.util.List;
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
        Checks.Report report = checks.of(desk);
        model.addAttribute("report", report);
        model.addAttribute("sections", List.of("data", "messages", "safety", "settings"));
        return htmx.view("health/health", "checks");
    }
}
