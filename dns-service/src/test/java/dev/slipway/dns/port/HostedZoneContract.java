package dev.slipway.dns.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.dns.domain.Change;
import dev.slipway.dns.domain.Ownership;
import dev.slipway.dns.domain.RecordSet;
import dev.slipway.dns.domain.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every hosted zone does, whatever it is made of. Each test works on a name of its own. */
public abstract class HostedZoneContract {

    private final String name = "t-" + UUID.randomUUID() + ".example.test.";
    private final RecordSet one = a("192.0.2.1");
    private final RecordSet other = a("192.0.2.2", "192.0.2.3");

    protected abstract HostedZone zone();

    @Test
    void createdRecordSetsAreThere() throws InterruptedException {
        RecordSet note = new Ownership("local", "e/s/l").recordSet(name, RecordType.A, 60);
        RecordSet six = new RecordSet(name, RecordType.AAAA, 60, List.of("2001:db8::1"));

        zone().change(List.of(new Change.Create(one), new Change.Create(six), new Change.Create(note)));

        assertThat(zone().recordSets()).contains(one, six, note);
    }

    @Test
    void longTextComesBackWhole() throws InterruptedException {
        RecordSet text = new RecordSet(name, RecordType.TXT, 60, List.of("x=\"1\\2\";" + "y".repeat(600)));

        zone().change(List.of(new Change.Create(text)));

        assertThat(zone().recordSets()).contains(text);
    }

    @Test
    void replacedRecordSetIsTheNewOneOnly() throws InterruptedException {
        zone().change(List.of(new Change.Create(one)));

        zone().change(List.of(new Change.Replace(one, other)));

        assertThat(ofThisName()).containsExactly(other);
    }

    @Test
    void timeToLiveAloneCanBeReplaced() throws InterruptedException {
        RecordSet longer = new RecordSet(name, RecordType.A, 300, one.values());
        zone().change(List.of(new Change.Create(one)));

        zone().change(List.of(new Change.Replace(one, longer)));

        assertThat(ofThisName()).containsExactly(longer);
    }

    @Test
    void deletedRecordSetIsGone() throws InterruptedException {
        zone().change(List.of(new Change.Create(other)));

        zone().change(List.of(new Change.Delete(other)));

        assertThat(ofThisName()).isEmpty();
    }

    @Test
    void manyRecordSetsAreAllRead() throws InterruptedException {
        List<RecordSet> many = new ArrayList<>();
        for (int i = 0; i < 320; i++) {
            many.add(new RecordSet("n" + i + "." + name, RecordType.A, 60, List.of("192.0.2.1")));
        }

        zone().change(many.stream().<Change>map(Change.Create::new).toList());

        assertThat(zone().recordSets()).containsAll(many);
    }

    @Test
    void namesDoNotDependOnCase() throws InterruptedException {
        RecordSet upper = new RecordSet("UPPER." + name, RecordType.A, 60, List.of("192.0.2.1"));

        zone().change(List.of(new Change.Create(upper)));

        assertThat(zone().recordSets()).extracting(RecordSet::name).contains("upper." + name);
    }

    /** What AWS and a real name server refuse, but not every stand-in for them does. */
    public abstract static class Conditional extends HostedZoneContract {

        @Test
        void replacingWhatHasChangedMeanwhileIsRefused() throws InterruptedException {
            zone().change(List.of(new Change.Create(one())));

            assertThatThrownBy(() -> zone().change(List.of(new Change.Replace(other(), a("192.0.2.9")))))
                    .isInstanceOf(ZoneMovedOnException.class);
            assertThat(ofThisName()).containsExactly(one());
        }

        @Test
        void deletingWhatHasChangedMeanwhileIsRefused() throws InterruptedException {
            zone().change(List.of(new Change.Create(other())));

            assertThatThrownBy(() -> zone().change(List.of(new Change.Delete(one()))))
                    .isInstanceOf(ZoneMovedOnException.class);
            assertThat(ofThisName()).containsExactly(other());
        }

        @Test
        void creatingWhatIsThereIsRefused() throws InterruptedException {
            zone().change(List.of(new Change.Create(one())));

            assertThatThrownBy(() -> zone().change(List.of(new Change.Create(other()))))
                    .isInstanceOf(ZoneMovedOnException.class);
            assertThat(ofThisName()).containsExactly(one());
        }

        @Test
        void addressBesideAnAliasIsRefused() throws InterruptedException {
            RecordSet alias = new RecordSet(one().name(), RecordType.CNAME, 60, List.of("x.example.test."));
            zone().change(List.of(new Change.Create(alias)));

            assertThatThrownBy(() -> zone().change(List.of(new Change.Create(one()))))
                    .isInstanceOf(ZoneMovedOnException.class);
        }

        @Test
        void batchIsMadeAsAWholeOrNotAtAll() throws InterruptedException {
            RecordSet beside = new RecordSet("beside." + one().name(), RecordType.A, 60, List.of("192.0.2.1"));
            zone().change(List.of(new Change.Create(one())));

            assertThatThrownBy(() -> zone().change(List.of(new Change.Create(beside), new Change.Delete(other()))))
                    .isInstanceOf(ZoneMovedOnException.class);
            assertThat(zone().recordSets()).doesNotContain(beside);
        }
    }

    final RecordSet one() {
        return one;
    }

    final RecordSet other() {
        return other;
    }

    final RecordSet a(String... addresses) {
        return new RecordSet(name, RecordType.A, 60, List.of(addresses));
    }

    final List<RecordSet> ofThisName() {
        return zone().recordSets().stream()
                .filter(set -> set.name().equals(name))
                .toList();
    }
}
