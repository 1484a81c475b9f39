package dev.slipway.builder;

import dev.slipway.builder.domain.CacheId;
import dev.slipway.builder.port.CacheRegister;
import dev.slipway.runtime.RunId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Caches that outlive a run, but not the test. */
final class MemoryCacheRegister implements CacheRegister {

    private final List<Row> rows = new ArrayList<>();
    private final Clock clock;

    private static final class Row {
        final CacheId cache;
        final int number;

        @Nullable
        RunId lentTo;

        Instant usedAt = Instant.EPOCH;

        Row(CacheId cache, int number) {
            this.cache = cache;
            this.number = number;
        }
    }

    MemoryCacheRegister(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized int lend(CacheId cache, RunId run) {
        List<Row> its = rows.stream().filter(row -> row.cache.equals(cache)).toList();
        Row row = its.stream()
                .filter(one -> run.equals(one.lentTo))
                .findFirst()
                .or(() -> its.stream().filter(one -> one.lentTo == null).findFirst())
                .orElseGet(() -> {
                    Row added = new Row(cache, its.size() + 1);
                    rows.add(added);
                    return added;
                });
        row.lentTo = run;
        row.usedAt = clock.instant();
        return row.number;
    }

    @Override
    public synchronized void giveBack(RunId run, String component) {
        rows.stream()
                .filter(row -> run.equals(row.lentTo) && row.cache.component().equals(component))
                .forEach(this::free);
    }

    @Override
    public synchronized void giveBackUnless(Predicate<RunId> live) {
        rows.stream()
                .filter(row -> row.lentTo != null && !live.test(row.lentTo))
                .forEach(this::free);
    }

    private void free(Row row) {
        row.lentTo = null;
        row.usedAt = clock.instant();
    }

    @Override
    public synchronized List<Unused> unused() {
        return rows.stream()
                .filter(row -> row.lentTo == null)
                .map(row -> new Unused(row.cache, row.number, row.usedAt))
                .sorted(Comparator.comparing(Unused::since))
                .toList();
    }

    @Override
    public synchronized boolean retire(Unused cache) {
        return find(cache).filter(row -> row.lentTo == null).isPresent();
    }

    @Override
    public synchronized void forget(Unused cache) {
        find(cache).ifPresent(rows::remove);
    }

    private Optional<Row> find(Unused cache) {
        return rows.stream()
                .filter(row -> row.cache.equals(cache.cache()) && row.number == cache.number())
                .findFirst();
    }
}
