package io.gearshift.daemon.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The page in a real browser. Skipped where Debian's chromium and chromium-driver are not installed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DashboardBrowserTest {

    private static final Path SHOTS = Path.of("target", "screenshots");

    private TestingDaemon daemon;
    private ChromeDriver browser;

    @BeforeAll
    void open() throws Exception {
        File driver = new File("/usr/bin/chromedriver");
        Assumptions.assumeTrue(
                driver.canExecute() && new File("/usr/bin/chromium").canExecute(),
                "chromium and chromium-driver are not installed: the dashboard is not tried in a browser");
        daemon = new TestingDaemon(new TestingAfternoon(0), 0);
        ChromeOptions options = new ChromeOptions();
        options.setBinary("/usr/bin/chromium");
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--force-device-scale-factor=1");
        options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL"));
        browser = new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(driver).build(), options);
        browser.manage().timeouts().implicitlyWait(Duration.ofSeconds(10));
        Files.createDirectories(SHOTS);
        browser.manage().window().setSize(new Dimension(1280, 1000));
        browser.get(daemon.url());
        browser.findElement(By.cssSelector("#link.live"));
        browser.findElement(By.cssSelector("#models .card"));
    }

    @AfterAll
    void close() throws Exception {
        if (browser != null) {
            browser.quit();
        }
        if (daemon != null) {
            daemon.close();
        }
    }

    @Test
    @Order(1)
    void page_loaded_showsSignalsModelsAndRibbons() throws Exception {
        daemon.tell();
        assertThat(text("#signals")).contains("88.5 °C", "trip 95 °C", "18 %", "3.2 GB", "14.7 W", "online");
        assertThat(text("#models")).contains("pruned@cpu:1", "int8@cpu:1", "41.5 /s");
        assertThat(text("#system"))
                .contains("5 of 12", "attic", "<img src=x onerror=alert(1)>", "3fa9c1d2e4b5a6978812");
        assertThat(text("#system"))
                .contains("these rules stay", "heat.drl:3:12: Device has no field '<b>temperature</b>'")
                .contains("disagrees in 29 of 90 decisions (32.2 %)", "minilm: int8@cpu:1 rather than full@cpu:1")
                .contains("fleet 7", "next: fleet 8", "shadow, 1 min 35 s to go", "the server answered 503");
        assertThat(browser.findElements(By.cssSelector(".seg")).size()).isGreaterThanOrEqualTo(6);
        assertThat(browser.findElements(By.cssSelector("#system img"))).isEmpty();
        shots("full");
    }

    @Test
    @Order(2)
    void segment_pressedByKeyboard_opensTheShiftWithItsWholeReason() throws Exception {
        WebElement segment = browser.findElement(By.cssSelector(".seg[aria-label^='fashion: pruned']"));
        segment.sendKeys(Keys.ENTER);
        WebElement open = browser.findElement(By.cssSelector("details.decision[open]"));
        assertThat(open.getText())
                .contains(
                        "heat.drl:12",
                        "Device.secondsToTrip = 21.0",
                        "chosen",
                        "Rules and constraints",
                        "endpoint attic does not answer");
        shots("decision");
        open.findElement(By.tagName("summary")).click();
    }

    @Test
    @Order(3)
    void pin_sent_saysThatItIsInForce() {
        WebElement card = browser.findElements(By.cssSelector("#models .card")).get(1);
        card.findElement(By.cssSelector("form.pin button:not([type])")).click();
        assertThat(waitFor("#models .card:nth-child(2) .said", "in force")).contains("pruned@cpu:1 is in force");
        assertThat(daemon.calls()).contains("PUT /v1/models/fashion/pin {\"gear\":\"pruned@cpu:1\",\"for\":\"10m\"}");
    }

    @Test
    @Order(4)
    void pin_refused_saysWhy() {
        WebElement card = browser.findElements(By.cssSelector("#models .card")).get(0);
        card.findElement(By.cssSelector("form.pin button:not([type])")).click();
        assertThat(waitFor("#models .card:nth-child(1) .said.bad", "quarantine"))
                .contains("wait 12 s");
    }

    @Test
    @Order(5)
    void scene_set_isSentInTheDaemonsUnits() {
        WebElement name = browser.findElement(By.name("name"));
        name.clear();
        name.sendKeys("reading");
        browser.findElement(By.cssSelector("#scene button")).click();
        waitFor("#scene .said", "set");
        assertThat(daemon.calls())
                .contains("PUT /v1/scene {\"name\":\"reading\",\"attention\":\"INTERACTIVE\",\"latencyObjectiveMs\":20,"
                        + "\"minAccuracy\":0.9,\"isPrivate\":false}");
    }

    @Test
    @Order(6)
    void decision_pushed_appearsAtTheTop() {
        TestingAfternoon afternoon = new TestingAfternoon(0);
        daemon.tellDecision(afternoon.decision(
                "r7-99", 0, "commands", "SHIFT", "full@cpu:1", "pruned@cpu:1", "CONSTRAINT", "late: <b>p95</b> 40 ms"));
        assertThat(waitFor("#decisions details:first-child", "late")).contains("<b>p95</b>");
    }

    @Test
    @Order(7)
    void sensors_missing_areSaidToBeMissingAndNeverZero() throws Exception {
        daemon.play(TestingAfternoon.blind());
        String signals = waitFor("#signals", "no sensor");
        assertThat(signals)
                .contains("missing", "no battery")
                .doesNotContain("0 °C")
                .doesNotContain("0 %");
        shots("blind");
    }

    @Test
    @Order(8)
    void console_afterAll_isFreeOfErrors() {
        assertThat(browser.manage().logs().get("browser").getAll())
                .filteredOn(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .noneMatch(entry -> !entry.getMessage().contains("409"));
    }

    @Test
    @Order(9)
    void daemon_gone_showsABannerAndTheLastState() throws Exception {
        daemon.close();
        assertThat(waitFor("#banner", "trying again")).contains("No connection");
        assertThat(text("#models")).contains("pruned@cpu:1");
        shots("lost");
        daemon = null;
    }

    private String text(String selector) {
        return browser.findElement(By.cssSelector(selector)).getText();
    }

    private String waitFor(String selector, String part) {
        browser.manage().timeouts().scriptTimeout(Duration.ofSeconds(10));
        browser.executeAsyncScript(
                "const [selector, part, done] = arguments; (function look() {"
                        + " document.querySelector(selector)?.innerText.includes(part) ? done() : requestAnimationFrame(look); })()",
                selector,
                part);
        return text(selector);
    }

    /** Light, dark and phone, whole page; for people to look at. */
    private void shots(String name) throws Exception {
        shot(name + "-light", "light", 1280);
        shot(name + "-dark", "dark", 1280);
        shot(name + "-phone", "light", 390);
        emulate("light", 1280, 1000);
    }

    private void shot(String name, String scheme, int width) throws Exception {
        emulate(scheme, width, 1000);
        long height = (Long) browser.executeScript("return document.documentElement.scrollHeight");
        emulate(scheme, width, height);
        browser.executeAsyncScript("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))");
        assertThat((Long) browser.executeScript("return document.documentElement.scrollWidth"))
                .as(name + ": nothing runs out of the page sideways")
                .isLessThanOrEqualTo(width);
        Files.write(SHOTS.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
    }

    private void emulate(String scheme, long width, long height) {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }
}
