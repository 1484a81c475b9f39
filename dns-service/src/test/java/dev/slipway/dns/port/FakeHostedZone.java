package dev.slipway.dns.port;

import dev.slipway.dns.domain.Change;
import dev.slipway.dns.domain.RecordSet;
import dev.slipway.dns.domain.RecordType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A zone in memory that behaves: all or nothing, and only if it is as each change says. */
public final class FakeHostedZone implements HostedZone {

    private final List<RecordSet> sets = new ArrayList<>();
    private final List<List<Change>> made = new ArrayList<>();
    private final Deque<Runnable> interventions = new ArrayDeque<>();

    @Override
    public String name() {
        return "example.test.";
    }

    @Override
    public List<RecordSet> recordSets() {
        return List.copyOf(sets);
    }

    @Override
    public void change(List<Change> batch) {
        if (!interventions.isEmpty()) {
            interventions.poll().run();
        }
        List<RecordSet> after = new ArrayList<>(sets);
        for (Change change : batch) {
            switch (change) {
                case Change.Create(RecordSet created) -> {
                    require(sets.stream().noneMatch(set -> collides(set, created)));
                    after.add(created);
                }
                case Change.Replace(RecordSet before, RecordSet now) -> {
                    require(sets.contains(before));
                    after.remove(before);
                    after.add(now);
                }
                case Change.Delete(RecordSet before) -> {
                    require(sets.contains(before));
                    after.remove(before);
                }
            }
        }
        sets.clear();
        sets.addAll(after);
        made.add(batch);
    }

    /** Somebody else writes into the zone. */
    public void put(RecordSet set) {
        sets.removeIf(there -> there.name().equals(set.name()) && there.type() == set.type());
        sets.add(set);
    }

    /** Somebody else does something between the next reading and changing. */
    public void beforeNextChange(Runnable intervention) {
        interventions.add(intervention);
    }

    /** Every batch that was made. */
    public List<List<Change>> made() {
        return List.copyOf(made);
    }

    private static boolean collides(RecordSet there, RecordSet created) {
        return there.name().equals(created.name())
                && (there.type() == created.type() || there.type() == RecordType.CNAME);
    }

    private void require(boolean asExpected) {
        if (!asExpected) {
            throw new ZoneMovedOnException("zone " + name() + " is not as it was read", null);
        }
    }
}
