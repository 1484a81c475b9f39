package dev.slipway.tester.domain;

import java.time.Duration;
import java.util.List;

/**
 * How it is tested: everything the repository says about it, checked.
 *
 * @param folder of the component relative to the repository, {@code "."} for the repository itself
 * @param scriptImage image of the container that runs the script
 * @param script shell lines; the first failing one ends it
 * @param reports globs of JUnit XML reports relative to the component's folder; may be empty
 * @param timeout of the whole test, from starting the environment
 */
public record TestPlan(
        String folder,
        String scriptImage,
        List<String> script,
        List<String> reports,
        Duration timeout,
        EnvironmentPlan environment) {

    public TestPlan {
        script = List.copyOf(script);
        reports = List.copyOf(reports);
    }

    /** The script as one line for people. */
    public String scriptLine() {
        return String.join("; ", script);
    }
}
