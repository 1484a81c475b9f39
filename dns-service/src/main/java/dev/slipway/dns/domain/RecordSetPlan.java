package dev.slipway.dns.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What has to be changed so that a zone holds what is wanted, and nothing else of ours.
 *
 * <table>
 * <caption>One name and type</caption>
 * <tr><th>in the zone</th><th>ownership beside it</th><th>wanted</th><th>plan</th></tr>
 * <tr><td>nothing</td><td>none</td><td>yes</td><td>create both</td></tr>
 * <tr><td>nothing</td><td>ours</td><td>yes</td><td>create the record set, mend the ownership</td></tr>
 * <tr><td>the same</td><td>ours</td><td>yes</td><td>nothing</td></tr>
 * <tr><td>something else</td><td>ours</td><td>yes</td><td>replace</td></tr>
 * <tr><td>anything</td><td>someone else's</td><td>yes</td><td>conflict</td></tr>
 * <tr><td>anything</td><td>none</td><td>yes</td><td>conflict: made by hand</td></tr>
 * <tr><td>a CNAME of that name</td><td>any</td><td>yes</td><td>conflict</td></tr>
 * <tr><td>anything</td><td>ours</td><td>no</td><td>delete both</td></tr>
 * <tr><td>nothing</td><td>ours</td><td>no</td><td>delete the ownership</td></tr>
 * <tr><td>anything</td><td>someone else's or none</td><td>no</td><td>nothing</td></tr>
 * </table>
 *
 * @param batches changes that belong together, per resource; a resource in step has none
 * @param conflicts per resource, why it cannot have its name, in one sentence
 */
public record RecordSetPlan(Map<String, List<Change>> batches, Map<String, String> conflicts) {

    /**
     * @param current every record set of the zone
     * @param desired what is wanted, by resource
     * @param owner name of this installation
     */
    public static RecordSetPlan between(
            Collection<RecordSet> current, Map<Resource, List<RecordSet>> desired, String owner) {
        Zone zone = new Zone(current);
        RecordSetPlan plan = new RecordSetPlan(new LinkedHashMap<>(), new LinkedHashMap<>());
        Map<Key, String> wanted = new HashMap<>();
        desired.forEach((resource, sets) -> sets.forEach(set -> {
            wanted.put(Key.of(set), resource.toString());
            plan.want(zone, set, new Ownership(owner, resource.toString()));
        }));
        zone.ownerships.forEach((key, ownership) -> {
            if (ownership.owner().equals(owner) && !wanted.containsKey(key)) {
                plan.drop(zone, key, ownership.resource());
            }
        });
        plan.conflicts.keySet().forEach(plan.batches::remove);
        return plan;
    }

    /** The part of the plan that is about one resource. */
    public List<Change> batchFor(Resource resource) {
        return batches.getOrDefault(resource.toString(), List.of());
    }

    public @Nullable String conflictOf(Resource resource) {
        return conflicts.get(resource.toString());
    }

    /** How many resources lose all they have. */
    public long removals() {
        return batches.values().stream()
                .filter(batch -> batch.stream().allMatch(Change.Delete.class::isInstance))
                .count();
    }

    private void want(Zone zone, RecordSet wanted, Ownership ours) {
        RecordSet present = zone.find(wanted.name(), wanted.type());
        RecordSet note = zone.find(Ownership.nameFor(wanted.name(), wanted.type()), RecordType.TXT);
        Ownership found = zone.ownerships.get(Key.of(wanted));
        String conflict = conflict(zone, wanted, present, note, found, ours);
        if (conflict != null) {
            conflicts.put(ours.resource(), conflict);
            return;
        }
        change(ours.resource(), note, ours.recordSet(wanted.name(), wanted.type(), wanted.ttl()));
        change(ours.resource(), present, wanted);
    }

    private static @Nullable String conflict(
            Zone zone,
            RecordSet wanted,
            @Nullable RecordSet present,
            @Nullable RecordSet note,
            @Nullable Ownership found,
            Ownership ours) {
        String what = wanted.name() + " " + wanted.type();
        if (zone.find(wanted.name(), RecordType.CNAME) != null) {
            return what + " cannot be made: there is a CNAME of that name, which Slipway did not make";
        }
        if (found != null && !found.owner().equals(ours.owner())) {
            return what + " belongs to the Slipway installation '" + found.owner() + "', this one is '" + ours.owner()
                    + "'";
        }
        if (found == null && present != null) {
            return what
                    + " is there already and was not made by Slipway: remove it, or name the load balancer otherwise";
        }
        if (found == null && note != null) {
            return note.name() + " TXT is there already and was not made by Slipway: remove it";
        }
        return null;
    }

    private void drop(Zone zone, Key key, String resource) {
        RecordSet present = zone.find(key.name, key.type);
        RecordSet note = zone.find(Ownership.nameFor(key.name, key.type), RecordType.TXT);
        if (present != null) {
            add(resource, new Change.Delete(present));
        }
        if (note != null) {
            add(resource, new Change.Delete(note));
        }
    }

    private void change(String resource, @Nullable RecordSet before, RecordSet after) {
        if (before == null) {
            add(resource, new Change.Create(after));
        } else if (!before.equals(after)) {
            add(resource, new Change.Replace(before, after));
        }
    }

    private void add(String resource, Change change) {
        batches.computeIfAbsent(resource, key -> new ArrayList<>()).add(change);
    }

    private record Key(String name, RecordType type) {

        static Key of(RecordSet set) {
            return new Key(set.name(), set.type());
        }
    }

    /** The zone's record sets by name and type, and whose they are. */
    private static final class Zone {

        private final Map<Key, RecordSet> sets = new HashMap<>();
        private final Map<Key, Ownership> ownerships = new LinkedHashMap<>();

        Zone(Collection<RecordSet> current) {
            current.forEach(set -> sets.put(Key.of(set), set));
            // Sorted, so that the same zone always leads to the same plan.
            new TreeSet<>(current.stream().map(RecordSet::name).toList())
                    .forEach(name -> readOwnership(name, RecordType.A, RecordType.AAAA));
        }

        private void readOwnership(String name, RecordType... types) {
            RecordSet note = find(name, RecordType.TXT);
            for (RecordType type : types) {
                String prefix = Ownership.nameFor("", type);
                if (note != null && name.startsWith(prefix) && note.values().size() == 1) {
                    Ownership.parse(note.values().getFirst())
                            .ifPresent(ownership ->
                                    ownerships.put(new Key(name.substring(prefix.length()), type), ownership));
                }
            }
        }

        @Nullable
        RecordSet find(String name, RecordType type) {
            return sets.get(new Key(name, type));
        }
    }
}
