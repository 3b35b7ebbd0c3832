package io.quickbooking.console.page;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Tells who arrives at the address what runs here. */
@Controller
class StartPageController {
    private final String version;

    StartPageController(@Value("${spring.application.version}") String version) {
        this.version = version;
    }

    @GetMapping("/")
    String start(Model model) {
        model.addAttribute("version", version);
        return "start";
    }
}
