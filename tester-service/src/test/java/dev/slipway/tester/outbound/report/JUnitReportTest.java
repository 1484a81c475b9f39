package dev.slipway.tester.outbound.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.slipway.events.TestSummary;
import dev.slipway.tester.domain.Reports;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JUnitReportTest {

    @Test
    void casesAreCountedThemselvesWhateverTheAttributesClaim() {
        Reports reports = read("""
                <testsuites><testsuite name="a" tests="99" failures="0">
                  <testcase name="good"/>
                  <testcase name="bad"><failure message="no">trace</failure></testcase>
                  <testcase name="broken"><error/><system-out>x</system-out></testcase>
                  <testsuite name="inner"><testcase name="left out"><skipped/></testcase></testsuite>
                </testsuite></testsuites>""");

        assertThat(reports).isEqualTo(new Reports.Read(new TestSummary(4, 1, 1, 1), List.of("bad", "broken")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE testsuite [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><testsuite><testcase name=\"a\"/></testsuite>",
                "<!DOCTYPE testsuite SYSTEM \"http://169.254.169.254/evil.dtd\"><testsuite/>",
                "<!DOCTYPE x [<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;]><testsuite/>"
            })
    void documentTypeRefusesTheFile(String xml) {
        assertThat(read(xml))
                .isInstanceOfSatisfying(
                        Reports.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason())
                                .startsWith("TEST-a.xml")
                                .contains("document type"));
    }

    @Test
    void billionLaughsAreRefusedAtOnce() {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE testsuite [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            laughs.append(
                    "<!ENTITY a%d \"%s\">".formatted(i, "&a%d;".formatted(i - 1).repeat(10)));
        }
        String xml = laughs + "]><testsuite><testcase name=\"&a29;\"/></testsuite>";

        assertTimeout(Duration.ofSeconds(2), () -> assertThat(read(xml)).isInstanceOf(Reports.Unreadable.class));
    }

    @Test
    void undeclaredEntityIsNotWellFormed() {
        assertThat(read("<testsuite><testcase name='a'>&x;</testcase></testsuite>"))
                .isInstanceOf(Reports.Unreadable.class);
    }

    @Test
    void truncatedFileIsUnreadableWithItsPlace() {
        assertThat(read("<testsuite>\n<testcase name='a'>"))
                .isInstanceOfSatisfying(
                        Reports.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).contains("not well-formed XML: line 2"));
    }

    @Test
    void otherXmlIsNoReport() {
        assertThat(read("<html/>"))
                .isEqualTo(new Reports.Unreadable("TEST-a.xml is no JUnit report: it begins with <html>"));
    }

    private static Reports read(String xml) {
        return JUnitReport.read("TEST-a.xml", xml.getBytes(StandardCharsets.UTF_8));
    }
}
