package dev.slipway.endtoend.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.endtoend.chaos.checker.Fault.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    private static final List<String> PARTS =
            List.of("postgresql", "kafka", "registry", "dns", "console", "builder", "builder-2", "tester", "deployer");
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void sameSeedGivesTheSamePlan() {
        assertThat(plan(7)).isEqualTo(plan(7)).isNotEqualTo(plan(8));
    }

    @Test
    void longPlanHasEveryKindForEveryPartThatTakesIt() {
        List<PlannedFault> plan = plan(1);

        for (String part : PARTS) {
            assertThat(plan).anyMatch(fault -> fault.part().equals(part) && fault.kind() == Kind.KILL);
            assertThat(plan).anyMatch(fault -> fault.part().equals(part) && fault.kind() == Kind.PAUSE);
        }
        assertThat(plan).anyMatch(fault -> fault.part().equals("kafka") && fault.kind() == Kind.RESTART);
        assertThat(plan)
                .anyMatch(fault ->
                        fault.part().equals("builder") && fault.length().compareTo(LEASE) > 0)
                .anyMatch(fault -> fault.part().equals("builder")
                        && fault.kind() == Kind.PAUSE
                        && fault.length().compareTo(LEASE) < 0);
    }

    @Test
    void noPartIsHitAgainBeforeItWasLetGo() {
        List<PlannedFault> plan = plan(3);

        for (PlannedFault fault : plan) {
            assertThat(plan)
                    .filteredOn(other ->
                            other.part().equals(fault.part()) && other.at().compareTo(fault.at()) > 0)
                    .allSatisfy(other -> assertThat(other.at()).isGreaterThan(fault.end()));
        }
    }

    @Test
    void oneThingIsKeptDownAtATime() {
        List<PlannedFault> restarts =
                plan(3).stream().filter(fault -> fault.kind() == Kind.RESTART).toList();

        for (int i = 1; i < restarts.size(); i++) {
            assertThat(restarts.get(i).at()).isGreaterThan(restarts.get(i - 1).end());
        }
    }

    @Test
    void outagesThatWereAskedForComeOneAfterTheOther() {
        Map<String, Duration> outages = new LinkedHashMap<>();
        outages.put("kafka", Duration.ofMinutes(3));
        outages.put("postgresql", Duration.ofMinutes(2));

        List<PlannedFault> plan = FaultPlan.of(outages);

        assertThat(plan).extracting(PlannedFault::part).containsExactly("kafka", "postgresql");
        assertThat(plan).extracting(PlannedFault::kind).containsOnly(Kind.RESTART);
        assertThat(plan.getLast().at()).isGreaterThan(plan.getFirst().end());
        assertThat(FaultPlan.length(outages)).isGreaterThan(plan.getLast().end());
    }

    private static List<PlannedFault> plan(long seed) {
        return FaultPlan.of(seed, HOUR, PARTS, LEASE);
    }
}
