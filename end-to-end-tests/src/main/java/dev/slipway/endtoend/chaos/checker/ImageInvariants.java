package dev.slipway.endtoend.chaos.checker;

import static java.util.stream.Collectors.toSet;

import dev.slipway.endtoend.chaos.checker.Violation.Kind;
import java.util.Set;
import java.util.stream.Stream;

/** What was promised about images. */
final class ImageInvariants {

    private ImageInvariants() {}

    static Stream<Violation> oneDigestPerCommit(History history, Timeline timeline) {
        return timeline.byRun().entrySet().stream().flatMap(run -> {
            Set<String> digests = run.getValue().stream()
                    .flatMap(event -> Stream.ofNullable(event.digest()))
                    .collect(toSet());
            return digests.size() < 2
                    ? Stream.empty()
                    : Stream.of(new Violation(Kind.DIGESTS_DIFFER, "run " + run.getKey(), String.join(", ", digests)));
        });
    }

    static Stream<Violation> onlyTestedImagesAreDeployed(History history, Timeline timeline) {
        Set<String> tested = timeline.of("tests.passed").stream()
                .flatMap(event -> Stream.ofNullable(event.digest()))
                .collect(toSet());
        Stream<Violation> told = Stream.of("deployment.started", "stack.deployed")
                .flatMap(type -> timeline.of(type).stream())
                .filter(event -> event.digest() == null || !tested.contains(event.digest()))
                .map(event -> new Violation(Kind.UNTESTED, event.brief(), "no tests.passed names " + event.digest()));
        Stream<Violation> running = history.environments().stream()
                .flatMap(environment -> environment.digests().stream()
                        .filter(digest -> !tested.contains(digest))
                        .map(digest -> new Violation(
                                Kind.UNTESTED,
                                environment.target(),
                                "it runs " + digest + ", which no tests.passed names")));
        return Stream.concat(told, running);
    }
}
