package io.gearshift.daemon.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.daemon.cli.CommandRun;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/** A replay's report in a real browser, from disk. Skipped where Debian's chromium and chromium-driver are not installed. */
class ReportBrowserTest {

    private static final String DEVICE = """
            name: <img src=x onerror=alert(1)>
            zones:
              soc: {capacityJPerK: 3, toAmbientWPerK: 0.1}
            heated: soc
            governor: {zone: soc, tripC: 75, hysteresisC: 3, pollS: 1, levels: 4, leastFrequencyRatio: 0.4}
            processor: {cores: 4, coreW: 1, idleW: 0.2, frequencyExponent: 2}
            ambientC: 22
            start: {temperatureC: 30, chargeRatio: 1}
            """;

    @TempDir
    private Path dir;

    private ChromeDriver browser;

    @BeforeEach
    void open() {
        File driver = new File("/usr/bin/chromedriver");
        Assumptions.assumeTrue(
                driver.canExecute() && new File("/usr/bin/chromium").canExecute(),
                "chromium and chromium-driver are not installed: the report is not tried in a browser");
        ChromeOptions options = new ChromeOptions();
        options.setBinary("/usr/bin/chromium");
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu");
        options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL"));
        browser = new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(driver).build(), options);
        browser.manage().timeouts().implicitlyWait(Duration.ofSeconds(10));
        browser.manage().window().setSize(new Dimension(1280, 1000));
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.quit();
        }
    }

    private Path report() throws Exception {
        StringBuilder log = new StringBuilder("seconds,load,soc\n");
        for (int second = 0; second < 120; second++) {
            log.append(second).append(",0.").append(10 + second % 50).append(",40\n");
        }
        Path trace = Files.writeString(dir.resolve("log.csv"), log);
        Path mapping = Files.writeString(dir.resolve("mapping.yaml"), """
                time: {column: seconds, as: seconds}
                channels:
                  - {column: load, channel: 'cpu.load{total}', unit: ratio}
                  - {column: soc, channel: 'temp{soc}', unit: C}
                """);
        Path device = Files.writeString(dir.resolve("board.yaml"), DEVICE);
        Path report = dir.resolve("out.html");
        CommandRun run = CommandRun.of(
                "replay",
                trace.toString(),
                "--mapping",
                mapping.toString(),
                "--device",
                device.toString(),
                "--policy",
                "default",
                "--state",
                dir.toString(),
                "--report",
                report.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        return report;
    }

    @Test
    void report_fromDisk_showsFiguresPlotsAndReasons_andComplainsOfNothing() throws Exception {
        browser.get(report().toUri().toString());

        assertThat(browser.findElement(By.id("about")).getText())
                .contains("<img src=x onerror=alert(1)>", "1 min 59 s");
        assertThat(browser.findElements(By.tagName("img"))).isEmpty();
        assertThat(browser.findElement(By.id("figures")).getText()).contains("oracle", "default", "ALERT-style");
        assertThat(browser.findElements(By.cssSelector("#plots > div > .uplot canvas"))
                        .size())
                .isGreaterThanOrEqualTo(3 + 6);
        assertThat(browser.findElement(By.id("quality")).getText()).contains("zone soc against temp{soc}");

        WebElement ribbon = browser.findElement(By.cssSelector(".ribbon .u-over[aria-label^='default, ']"));
        new Actions(browser)
                .scrollToElement(ribbon)
                .moveToElement(ribbon)
                .click()
                .perform();
        assertThat(browser.findElement(By.id("chosen")).getText()).contains("default at 0:0", "full@cpu:1", "score");

        browser.findElement(By.cssSelector("#b option[value^='static'][value*='int8']"))
                .click();
        assertThat(browser.findElement(By.id("differences")).getText())
                .contains("In different gears for", "int8@cpu:1");
        assertThat(browser.manage().logs().get("browser").getAll())
                .filteredOn(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .isEmpty();
    }
}
