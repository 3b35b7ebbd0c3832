package io.quickbooking.console.health;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Htmx;
import io.quickbooking.core.admin.health.IntegrityCheck;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** How the system is. Answers within three seconds, also when the database does not. */
@Controller
class HealthController {
    private final Checks checks;
    private final IntegrityCheck audit;

    HealthController(Checks checks, IntegrityCheck audit) {
        this.checks = checks;
        this.audit = audit;
    }

    @GetMapping("/admin/health")
    String health(Desk desk, Htmx htmx, Model model) {
        model.addAttribute("report", checks.of(desk));
        return htmx.view("health/health", "checks");
    }

    @PostMapping("/admin/health/audit")
    String audit(Desk desk, RedirectAttributes next) {
        next.addFlashAttribute("notice", audit.ask(desk.username()) ? "begun" : "auditing");
        return "redirect:/admin/health";
    }
}
