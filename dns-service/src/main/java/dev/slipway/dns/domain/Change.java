package dev.slipway.dns.domain;

import dev.slipway.events.RecordSetChange;

/**
 * One change of a zone, with what must be there before: a zone that has changed meanwhile refuses it.
 */
public sealed interface Change {

    /** What people are told. */
    RecordSetChange told();

    /** Nothing of this name and type is there, and no CNAME of this name. */
    record Create(RecordSet after) implements Change {

        @Override
        public RecordSetChange told() {
            return telling(RecordSetChange.Action.CREATE, after);
        }
    }

    /** Exactly {@code before} is there. */
    record Replace(RecordSet before, RecordSet after) implements Change {

        @Override
        public RecordSetChange told() {
            return telling(RecordSetChange.Action.UPSERT, after);
        }
    }

    /** Exactly {@code before} is there. */
    record Delete(RecordSet before) implements Change {

        @Override
        public RecordSetChange told() {
            return telling(RecordSetChange.Action.DELETE, before);
        }
    }

    private static RecordSetChange telling(RecordSetChange.Action action, RecordSet set) {
        return new RecordSetChange(action, set.name(), set.type().name(), set.ttl(), set.values());
    }
}
