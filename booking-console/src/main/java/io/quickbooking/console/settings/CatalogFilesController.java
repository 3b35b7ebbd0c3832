package io.quickbooking.console.settings;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Overtaken;
import io.quickbooking.core.admin.settings.CatalogDesk;
import io.quickbooking.core.admin.settings.CatalogDesk.ImportPlan;
import io.quickbooking.core.admin.settings.ZoneChoice;
import io.quickbooking.core.catalog.CatalogFile;
import io.quickbooking.core.catalog.CatalogFileException;
import io.quickbooking.core.catalog.SalonName;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Catalogue files in and out. A file is tried out first; what it would do is shown together with its text, which may be
 * put right on the spot and comes back to be applied.
 */
@Controller
@RequestMapping("/admin/settings")
class CatalogFilesController {
    private final CatalogDesk catalog;
    private final Edits edits;

    CatalogFilesController(CatalogDesk catalog, Edits edits) {
        this.catalog = catalog;
        this.edits = edits;
    }

    @GetMapping("/import")
    String start(Desk desk) {
        return "settings/import";
    }

    @PostMapping("/import")
    String tryOut(
            @RequestParam Optional<MultipartFile> file,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "catalog.yaml") String source,
            Desk desk,
            Model model,
            HttpServletResponse response) {
        String content = text;
        String name = source;
        if (file.isPresent() && !file.get().isEmpty()) {
            name = Optional.ofNullable(file.get().getOriginalFilename()).orElse(source);
            Optional<String> read = read(file.get());
            if (read.isEmpty()) {
                return unusable(
                        file.get().getSize() > CatalogFile.MAX_BYTES ? "too-large" : "not-text", model, response);
            }
            content = read.get();
        }
        if (content.isBlank()) {
            return unusable("empty", model, response);
        }
        model.addAttribute("source", shortened(name));
        model.addAttribute("text", content);
        try {
            ImportPlan plan = catalog.tryOut(CatalogFile.parse(shortened(name), content));
            return planned(plan, ZoneChoice.NONE, desk, model);
        } catch (CatalogFileException mistakes) {
            return refused(mistakes, model, response);
        }
    }

    @PostMapping("/import/apply")
    String apply(
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "catalog.yaml") String source,
            @RequestParam(defaultValue = "") String accepted,
            @RequestParam(defaultValue = "") String checked,
            @RequestParam MultiValueMap<String, String> form,
            @RequestParam(defaultValue = "") String seen,
            Desk desk,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        model.addAttribute("source", shortened(source));
        model.addAttribute("text", text);
        try {
            CatalogFile file = CatalogFile.parse(shortened(source), text);
            if (!checked.equals(digest(text))) {
                // The text was edited after the look at what it does.
                return planned(catalog.tryOut(file), ZoneChoice.NONE, desk, model);
            }
            ZoneChoice choice = ZoneView.answer(form);
            ImportPlan plan = catalog.apply(desk.username(), file, seen, accepted, choice);
            if (!plan.done()) {
                if (!plan.token().equals(seen)) {
                    model.addAttribute(
                            "overtaken", Overtaken.by(catalog.latestEdit().orElse(null), desk, false, List.of()));
                }
                response.setStatus(HttpStatus.CONFLICT.value());
                return planned(plan, choice, desk, model);
            }
            next.addFlashAttribute("notice", plan.summary().changedNothing() ? "imported-nothing" : "imported");
            return "redirect:/admin/settings";
        } catch (CatalogFileException mistakes) {
            return refused(mistakes, model, response);
        }
    }

    @GetMapping("/export")
    ResponseEntity<byte[]> export(@RequestParam(defaultValue = "") String of, Desk desk) {
        Optional<SalonName> salon = of.isBlank() ? Optional.empty() : Optional.of(edits.anySalon(desk, of));
        String yaml = catalog.export(desk.username(), salon).orElseThrow();
        String name = salon.map(SalonName::code).orElse("catalog") + ".yaml";
        return ResponseEntity.ok()
                .contentType(new MediaType("application", "yaml", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static String planned(ImportPlan plan, ZoneChoice choice, Desk desk, Model model) {
        model.addAttribute("zone", plan.zones().isEmpty() ? null : ZoneView.of(plan.zones(), choice, desk.locale()));
        model.addAttribute("plan", plan.summary());
        model.addAttribute("seen", plan.token());
        model.addAttribute("unbookable", plan.unbookable());
        model.addAttribute("checked", digest((String) Objects.requireNonNull(model.getAttribute("text"))));
        model.addAttribute(
                "stranded", plan.stranded().isEmpty() ? null : StrandedView.of(plan.stranded(), desk.formats()));
        return "settings/import";
    }

    /** Of the text, however a browser ends its lines. */
    private static String digest(String text) {
        byte[] bytes = text.replace("\r", "").getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(bytes).toString();
    }

    private static String refused(CatalogFileException mistakes, Model model, HttpServletResponse response) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("problems", mistakes.problems());
        return "settings/import";
    }

    private static String unusable(String why, Model model, HttpServletResponse response) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("problems", List.of());
        model.addAttribute("unusable", why);
        return "settings/import";
    }

    /** Empty: too large, or no UTF-8 text. */
    private static Optional<String> read(MultipartFile file) {
        if (file.getSize() > CatalogFile.MAX_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file.getBytes()))
                    .toString());
        } catch (CharacterCodingException noText) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String shortened(String name) {
        String line = name.replaceAll("\\p{Cntrl}", "").strip();
        return line.isEmpty() ? "catalog.yaml" : line.substring(0, Math.min(100, line.length()));
    }
}
