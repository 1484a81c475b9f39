package dev.slipway.tester.outbound.report;

import dev.slipway.events.TestSummary;
import dev.slipway.tester.domain.Reports;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a JUnit XML report, which hostile code may have written: a document type refuses the file, so there are no
 * entities to expand and nothing to fetch. Test cases are counted by themselves; the sums that a suite's attributes claim
 * are not believed.
 */
public final class JUnitReport {

    private final List<String> failed = new ArrayList<>();
    private int tests;
    private int failures;
    private int errors;
    private int skipped;

    private JUnitReport() {}

    /** @param file name for messages */
    public static Reports read(String file, byte[] xml) {
        JUnitReport report = new JUnitReport();
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(new ByteArrayInputStream(xml));
            report.countCases(reader);
            reader.close();
        } catch (XMLStreamException e) {
            return new Reports.Unreadable(file + " is not well-formed XML"
                    + (e.getLocation() == null
                            ? ""
                            : ": line " + e.getLocation().getLineNumber() + ", column "
                                    + e.getLocation().getColumnNumber()));
        } catch (RefusedException e) {
            return new Reports.Unreadable(file + " " + e.getMessage());
        }
        return new Reports.Read(
                new TestSummary(report.tests, report.failures, report.errors, report.skipped), report.failed);
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    private void countCases(XMLStreamReader reader) throws XMLStreamException, RefusedException {
        boolean root = true;
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw new RefusedException("has a document type or an entity, which a test report may not have");
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                String element = reader.getLocalName();
                if (root && !element.equals("testsuite") && !element.equals("testsuites")) {
                    throw new RefusedException("is no JUnit report: it begins with <" + element + ">");
                }
                root = false;
                if (element.equals("testcase")) {
                    countCase(reader);
                }
            }
        }
    }

    private void countCase(XMLStreamReader reader) throws XMLStreamException, RefusedException {
        String name = String.valueOf(reader.getAttributeValue(null, "name"));
        boolean failure = false;
        boolean error = false;
        boolean skip = false;
        for (int depth = 1; depth > 0; ) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (depth == 1) {
                        failure |= reader.getLocalName().equals("failure");
                        error |= reader.getLocalName().equals("error");
                        skip |= reader.getLocalName().equals("skipped");
                    }
                    depth++;
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new RefusedException("has an entity, which a test report may not have");
                default -> {}
            }
        }
        tests++;
        if (error) {
            errors++;
        } else if (failure) {
            failures++;
        } else if (skip) {
            skipped++;
        }
        if (error || failure) {
            failed.add(name);
        }
    }

    /** Why a file is not taken; stays within this class. */
    private static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        RefusedException(String reason) {
            super(reason);
        }
    }
}
