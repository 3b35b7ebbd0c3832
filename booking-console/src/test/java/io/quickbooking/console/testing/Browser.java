package io.quickbooking.console.testing;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A person in front of the console: headless Chromium. What breaks the content security policy anywhere fails the test
 * when the browser is closed.
 */
public final class Browser implements AutoCloseable {
    public static final int WIDE = 1280;
    public static final int PHONE = 360;

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final List<String> WCAG_2_2_AA = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
    private static final String AXE = axeScript();

    private final ChromeDriver driver;
    private final Path profile;
    private final String address;
    private final List<String> problems = new ArrayList<>();

    private Browser(ChromeDriver driver, Path profile, String address) {
        this.driver = driver;
        this.profile = profile;
        this.address = address;
    }

    /** @param address of the console, without a slash at the end */
    public static Browser at(String address) {
        return open(address, "en", true);
    }

    /** @param language that the browser asks for */
    public static Browser at(String address, String language) {
        return open(address, language, true);
    }

    public static Browser withoutJavaScript(String address) {
        return open(address, "en", false);
    }

    private static Browser open(String address, String language, boolean javaScript) {
        Chromium.require();
        try {
            Path profile = Files.createTempDirectory("quick-booking-browser");
            ChromeOptions options = new ChromeOptions();
            options.setBinary(Chromium.BROWSER.toString());
            options.addArguments(
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--no-first-run",
                    "--force-prefers-reduced-motion",
                    "--lang=" + language,
                    "--user-data-dir=" + profile);
            options.setExperimentalOption(
                    "prefs",
                    Map.of(
                            "intl.accept_languages",
                            language,
                            "profile.managed_default_content_settings.javascript",
                            javaScript ? 1 : 2));
            LoggingPreferences logs = new LoggingPreferences();
            logs.enable(LogType.BROWSER, Level.ALL);
            options.setCapability("goog:loggingPrefs", logs);
            ChromeDriver driver = new ChromeDriver(
                    new ChromeDriverService.Builder()
                            .usingDriverExecutable(Chromium.DRIVER.toFile())
                            .build(),
                    options);
            Browser browser = new Browser(driver, profile, address);
            browser.width(WIDE);
            return browser;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For what this class has no word for. */
    public ChromeDriver driver() {
        return driver;
    }

    public Browser width(int pixels) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", pixels, "height", pixels < 600 ? 740 : 860, "deviceScaleFactor", 1, "mobile", false));
        return this;
    }

    public Browser dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        return this;
    }

    /** @param path with a slash in front */
    public Browser open(String path) {
        driver.get(address + path);
        noteProblems();
        return this;
    }

    public Browser signIn(String username, String password) {
        open("/admin/login");
        find("[name=username]").sendKeys(username);
        find("[name=password]").sendKeys(password);
        find("form [type=submit], form button:not([type]):not([name])").click();
        until(() -> !path().startsWith("/admin/login"));
        return this;
    }

    public Browser signIn() {
        return signIn("admin", RunningConsole.PASSWORD);
    }

    /** The address without host. */
    public String path() {
        return driver.getCurrentUrl().substring(address.length());
    }

    /** The first element that the selector finds, as soon as it is there. */
    public WebElement find(String selector) {
        return patiently().until(ignored -> driver.findElement(By.cssSelector(selector)));
    }

    public boolean has(String selector) {
        return !driver.findElements(By.cssSelector(selector)).isEmpty();
    }

    public List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    public Browser click(String selector) {
        find(selector).click();
        return this;
    }

    /** What can be read in an element now; empty when it is not there. */
    public String text(String selector) {
        try {
            return driver.findElement(By.cssSelector(selector)).getText();
        } catch (NoSuchElementException | StaleElementReferenceException e) {
            return "";
        } catch (WebDriverException e) {
            if (isOfThePageBefore(e)) {
                return "";
            }
            throw e;
        }
    }

    /** Chromium's word for an element whose page was left while its text was being read. */
    private static boolean isOfThePageBefore(WebDriverException e) {
        return String.valueOf(e.getMessage()).contains("does not belong to the document");
    }

    /** Waits until the text can be read in the element. */
    public Browser untilText(String selector, String part) {
        return until(() -> text(selector).contains(part));
    }

    public Browser until(Supplier<Boolean> condition) {
        return until(PATIENCE, condition);
    }

    public Browser until(Duration atMost, Supplier<Boolean> condition) {
        new WebDriverWait(driver, atMost, Duration.ofMillis(50))
                .ignoring(StaleElementReferenceException.class)
                .until(ignored -> condition.get());
        return this;
    }

    private WebDriverWait patiently() {
        WebDriverWait wait = new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50));
        wait.ignoring(NoSuchElementException.class);
        return wait;
    }

    /** What axe finds against WCAG 2.2 A and AA on the page as it stands, one line each. */
    @SuppressWarnings("unchecked")
    public List<String> axe() {
        if (Boolean.FALSE.equals(driver.executeScript("return 'axe' in window"))) {
            driver.executeScript(AXE);
        }
        // Told here, not by AxeBuilder: that fetches all that passes too, in a second window.
        return (List<String>) driver.executeAsyncScript("""
                const [tags, done] = arguments;
                axe.run(document, {runOnly: tags, resultTypes: ['violations']})
                    .then(found => done(found.violations.flatMap(
                        rule => rule.nodes.map(node => `${rule.id} (${rule.impact}): ${node.html}`))))
                    .catch(failure => done([String(failure)]));
                """, WCAG_2_2_AA);
    }

    /** How far the page is wider than the window, in pixels. */
    public long overflow() {
        return ((Number) driver.executeScript(
                        "return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .longValue();
    }

    /** The whole page as PNG. */
    public Browser screenshot(Path file) {
        Map<String, Object> shot = driver.executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, Base64.getDecoder().decode((String) shot.get("data")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** What fits into the window as PNG. */
    public Browser screenshotOfWindow(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private void noteProblems() {
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            String text = entry.getMessage();
            if (text.contains("Content Security Policy") || text.contains("Uncaught")) {
                problems.add(text);
            }
        }
    }

    /** @throws AssertionError when a page broke the content security policy or a script failed */
    @Override
    public void close() {
        try {
            noteProblems();
        } finally {
            driver.quit();
            delete(profile);
        }
        if (!problems.isEmpty()) {
            throw new AssertionError("in the browser: " + String.join("\n", problems));
        }
    }

    private static String axeScript() {
        try (InputStream script = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // Chromium may still be writing; the folder for temporary files is cleaned by others.
        }
    }
}
