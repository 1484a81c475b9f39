package dev.slipway.pipelinefile;

import java.time.Duration;
import java.util.List;

/**
 * How the image is tested in an environment of its own.
 *
 * @param compose Compose file of the environment, relative to the component's folder
 * @param image of the container that runs the script
 * @param run shell lines; their exit code decides; at least one
 * @param reports globs of JUnit XML reports relative to the component's folder; may be empty
 * @param timeout of the whole test, from starting the environment
 */
public record IntegrationTest(String compose, String image, List<String> run, List<String> reports, Duration timeout) {

    public IntegrationTest {
        run = List.copyOf(run);
        reports = List.copyOf(reports);
    }
}
