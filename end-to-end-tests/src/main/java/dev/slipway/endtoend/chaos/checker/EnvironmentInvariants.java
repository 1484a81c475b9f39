package dev.slipway.endtoend.chaos.checker;

import dev.slipway.endtoend.chaos.checker.Violation.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What was promised about what serves, and under which name. */
final class EnvironmentInvariants {

    private EnvironmentInvariants() {}

    static Stream<Violation> newestGoodCommitServes(History history, Timeline timeline) {
        return history.environments().stream().flatMap(environment -> {
            Optional<Event> newest = timeline.of("tests.passed").stream()
                    .filter(event -> event.repository().equals(environment.repository())
                            && event.ref().equals(environment.ref()))
                    .filter(event -> timeline.ends(event.run()).stream().noneMatch(Timeline::failed))
                    .max(Comparator.comparingLong(Event::sequence));
            if (newest.isEmpty() || serves(environment, newest.get())) {
                return Stream.empty();
            }
            return Stream.of(new Violation(
                    Kind.NOT_NEWEST,
                    environment.target(),
                    "wanted #%d %s as %s, found %s as %s"
                            .formatted(
                                    newest.get().sequence(),
                                    newest.get().revision(),
                                    newest.get().digest(),
                                    environment.revision(),
                                    environment.digests())));
        });
    }

    private static boolean serves(Environment environment, Event newest) {
        return newest.revision().equals(environment.revision())
                && newest.digest() != null
                && environment.digests().equals(Set.of(newest.digest()));
    }

    static Stream<Violation> neverBackwards(History history, Timeline timeline) {
        List<Violation> found = new ArrayList<>();
        for (Environment environment : history.environments()) {
            Event before = null;
            for (Event deployed : timeline.deployedTo(environment.target())) {
                if (before != null && deployed.sequence() < before.sequence()) {
                    found.add(new Violation(
                            Kind.BACKWARDS,
                            environment.target(),
                            "#%d after #%d: %s".formatted(deployed.sequence(), before.sequence(), deployed.brief())));
                }
                before = deployed;
            }
        }
        return found.stream();
    }

    /** Seen in the tables: a lane that lets one run work at a time had two. */
    static Stream<Violation> oneRolloutAtATime(History history, Timeline timeline) {
        List<Claim> exclusive =
                history.claims().stream().filter(Claim::exclusive).toList();
        return exclusive.stream()
                .flatMap(claim -> exclusive.stream()
                        .filter(other -> claim.stage().equals(other.stage())
                                && claim.lane().equals(other.lane())
                                && claim.run().compareTo(other.run()) < 0
                                && claim.overlaps(other))
                        .map(other -> new Violation(
                                Kind.OVERLAP,
                                claim.stage() + " " + claim.lane(),
                                "%s (%s to %s) and %s (%s to %s)"
                                        .formatted(
                                                claim.run(),
                                                claim.first(),
                                                claim.last(),
                                                other.run(),
                                                other.first(),
                                                other.last()))));
    }

    static Stream<Violation> zoneFollowsLoadBalancers(History history, Timeline timeline) {
        Stream<Violation> foreign = difference(history.zoneBefore(), history.zoneAfter())
                .map(record -> new Violation(Kind.FOREIGN_RECORD, record, "it is gone or changed"));
        Set<String> wanted = new HashSet<>();
        for (Environment environment : history.environments()) {
            if (environment.balanced()) {
                wanted.add(environment.name() + " A 127.0.0.1");
                wanted.add("a-" + environment.name() + " TXT ours");
            }
        }
        Set<String> added = new HashSet<>(history.zoneAfter());
        added.removeAll(history.zoneBefore());
        return Stream.concat(
                foreign,
                Stream.concat(
                        difference(wanted, added)
                                .map(record -> new Violation(Kind.ZONE, record, "wanted, and not in the zone")),
                        difference(added, wanted)
                                .map(record -> new Violation(Kind.ZONE, record, "in the zone, and nothing wants it"))));
    }

    private static Stream<String> difference(Set<String> one, Set<String> other) {
        return one.stream().filter(record -> !other.contains(record)).sorted();
    }
}
