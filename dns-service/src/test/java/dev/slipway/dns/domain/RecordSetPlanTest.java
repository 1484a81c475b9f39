package dev.slipway.dns.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One test per row of the plan's table. */
class RecordSetPlanTest {

    private static final Resource WEB = new Resource("integration", "auth", "web");
    private static final String NAME = "web.auth.integration.example.test.";
    private static final Ownership OURS = new Ownership("local", "integration/auth/web");
    private static final Ownership THEIRS = new Ownership("other", "integration/auth/web");
    private static final RecordSet WANTED = a("192.0.2.1");
    private static final RecordSet NOTE = OURS.recordSet(NAME, RecordType.A, 60);

    @Test
    void newNameIsCreatedWithItsOwnership() {
        assertThat(wanted().batchFor(WEB))
                .containsExactlyInAnyOrder(new Change.Create(WANTED), new Change.Create(NOTE));
    }

    @Test
    void nameThatWentMissingIsCreatedAgain() {
        assertThat(wanted(NOTE).batchFor(WEB)).containsExactly(new Change.Create(WANTED));
    }

    @Test
    void whatIsInStepStays() {
        RecordSetPlan plan = wanted(WANTED, NOTE);

        assertThat(plan.batches()).isEmpty();
        assertThat(plan.conflicts()).isEmpty();
    }

    @Test
    void valuesAreTheSameInAnyOrderAndWriting() {
        RecordSet stored = new RecordSet(
                NAME.toUpperCase(java.util.Locale.ROOT),
                RecordType.AAAA,
                60,
                List.of("2001:db8::2", "2001:0DB8:0:0::1"));
        Map<Resource, List<RecordSet>> desired =
                Map.of(WEB, new LoadBalancer(WEB, List.of("2001:db8::1", "2001:db8::2")).recordSets("example.test"));

        assertThat(RecordSetPlan.between(List.of(stored, OURS.recordSet(NAME, RecordType.AAAA, 60)), desired, "local")
                        .batches())
                .isEmpty();
    }

    @Test
    void movedLoadBalancerIsReplaced() {
        assertThat(wanted(a("192.0.2.9"), NOTE).batchFor(WEB))
                .containsExactly(new Change.Replace(a("192.0.2.9"), WANTED));
    }

    @Test
    void someoneElsesNameIsLeftAndSaid() {
        RecordSetPlan plan = wanted(a("192.0.2.9"), THEIRS.recordSet(NAME, RecordType.A, 60));

        assertThat(plan.batches()).isEmpty();
        assertThat(plan.conflictOf(WEB)).contains("'other'");
    }

    @Test
    void nameMadeByHandIsLeftAndSaid() {
        RecordSetPlan plan = wanted(WANTED);

        assertThat(plan.batches()).isEmpty();
        assertThat(plan.conflictOf(WEB)).contains("was not made by Slipway");
    }

    @Test
    void foreignTextInThePlaceOfTheOwnershipIsLeftAndSaid() {
        RecordSet foreign = new RecordSet(
                "a-" + NAME, RecordType.TXT, 60, List.of("heritage=external-dns,external-dns/owner=default"));

        assertThat(wanted(foreign).conflictOf(WEB)).contains("a-" + NAME);
    }

    @Test
    void aliasOfThatNameIsLeftAndSaid() {
        assertThat(wanted(new RecordSet(NAME, RecordType.CNAME, 60, List.of("x.test.")), NOTE)
                        .conflictOf(WEB))
                .contains("CNAME");
    }

    @Test
    void nameNobodyWantsAnyMoreGoesWithItsOwnership() {
        assertThat(unwanted(WANTED, NOTE).batchFor(WEB))
                .containsExactlyInAnyOrder(new Change.Delete(WANTED), new Change.Delete(NOTE));
    }

    @Test
    void ownershipLeftAloneGoes() {
        assertThat(unwanted(NOTE).batchFor(WEB)).containsExactly(new Change.Delete(NOTE));
    }

    @Test
    void whatIsNotOursStays() {
        RecordSet byHand = new RecordSet("www.example.test.", RecordType.A, 300, List.of("192.0.2.7"));

        assertThat(unwanted(byHand, a("192.0.2.9"), THEIRS.recordSet(NAME, RecordType.A, 60))
                        .batches())
                .isEmpty();
    }

    @Test
    void typeThatIsNoLongerWantedGoes() {
        RecordSet six = new RecordSet(NAME, RecordType.AAAA, 60, List.of("2001:db8::1"));
        RecordSet noteOfSix = OURS.recordSet(NAME, RecordType.AAAA, 60);

        assertThat(wanted(WANTED, NOTE, six, noteOfSix).batchFor(WEB))
                .containsExactly(new Change.Delete(six), new Change.Delete(noteOfSix));
    }

    @Test
    void conflictOfOneTypeHoldsBackTheWholeName() {
        Map<Resource, List<RecordSet>> desired =
                Map.of(WEB, new LoadBalancer(WEB, List.of("192.0.2.1", "2001:db8::1")).recordSets("example.test"));

        RecordSetPlan plan = RecordSetPlan.between(List.of(a("192.0.2.9")), desired, "local");

        assertThat(plan.batches()).isEmpty();
        assertThat(plan.conflicts()).hasSize(1);
    }

    private static RecordSet a(String address) {
        return new RecordSet(NAME, RecordType.A, 60, List.of(address));
    }

    private static RecordSetPlan wanted(RecordSet... current) {
        return RecordSetPlan.between(List.of(current), Map.of(WEB, List.of(WANTED)), "local");
    }

    private static RecordSetPlan unwanted(RecordSet... current) {
        return RecordSetPlan.between(List.of(current), Map.of(), "local");
    }
}
