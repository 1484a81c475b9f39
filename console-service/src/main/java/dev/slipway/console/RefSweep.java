package dev.slipway.console;

import dev.slipway.console.domain.ConnectedRepositories;
import dev.slipway.console.domain.ConnectedRepository;
import dev.slipway.console.domain.Push;
import dev.slipway.console.domain.RefName;
import dev.slipway.console.domain.RemoteRefs;
import dev.slipway.console.domain.RemoteRefs.RemoteRef;
import dev.slipway.console.domain.Way;
import dev.slipway.console.port.PushLedger;
import dev.slipway.console.port.RemoteRepository;
import dev.slipway.console.port.SweepLedger;
import dev.slipway.events.EventId;
import dev.slipway.events.Traceparent;
import dev.slipway.runtime.Outages;
import dev.slipway.runtime.WakeUps;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The story of the sweep: look at the refs of each connected repository from time to time, and accept the pushes that nobody
 * told of. Every forge drops some. The first look at a repository only remembers: connecting one must not build all of it.
 */
public final class RefSweep {

    private static final Logger LOG = Logger.getLogger(RefSweep.class);
    /** Longer than a look may take; after it, the look is taken to have died with its process. */
    private static final Duration HOLD = Duration.ofMinutes(2);

    private static final Duration LONGEST_BACK_OFF = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 10;
    private static final double JITTER = 0.1;
    private static final String SOMEBODY = "somebody (seen by the sweep)";

    private final ConnectedRepositories repositories;
    private final RemoteRepository remote;
    private final SweepLedger sweeps;
    private final PushLedger pushes;
    private final PushAcceptance acceptance;
    private final WakeUps wakeUps;

    public RefSweep(
            ConnectedRepositories repositories,
            RemoteRepository remote,
            SweepLedger sweeps,
            PushLedger pushes,
            PushAcceptance acceptance,
            WakeUps wakeUps) {
        this.repositories = repositories;
        this.remote = remote;
        this.sweeps = sweeps;
        this.pushes = pushes;
        this.acceptance = acceptance;
        this.wakeUps = wakeUps;
    }

    /** Looks at every repository whose turn it is, and whose turn no other replica has taken. */
    public void round() {
        for (ConnectedRepository repository : repositories.all()) {
            try {
                if (repository.isSwept()) {
                    lookIfDue(repository);
                }
            } catch (RuntimeException e) {
                LOG.warnf("sweep of %s: %s", repository.name(), Outages.summary(e));
            }
        }
    }

    private void lookIfDue(ConnectedRepository repository) {
        String url = repository.url();
        Optional<SweepLedger.Turn> taken = QuarkusTransaction.requiringNew().call(() -> sweeps.take(url, HOLD));
        if (taken.isEmpty()) {
            return;
        }
        SweepLedger.Turn turn = taken.get();
        switch (remote.refs(url)) {
            case RemoteRepository.Look.Refs(RemoteRefs refs) -> {
                if (turn.first()) {
                    remember(refs);
                } else {
                    compare(repository, refs);
                }
                Duration next = withJitter(repository.sweep());
                QuarkusTransaction.requiringNew().run(() -> sweeps.looked(url, next));
            }
            case RemoteRepository.Look.Refused(String reason) -> failed(repository, turn, reason);
            case RemoteRepository.Look.Unavailable(String reason) -> failed(repository, turn, reason);
        }
    }

    private void remember(RemoteRefs refs) {
        QuarkusTransaction.requiringNew()
                .run(() -> refs.all().stream()
                        .filter(ref -> RefName.isValid(ref.name()))
                        .forEach(ref -> pushes.remember(refs.url(), ref.name(), ref.target())));
    }

    /** Each push is a transaction of its own: what was accepted stays so when the next one has to wait. */
    private void compare(ConnectedRepository repository, RemoteRefs refs) {
        Map<String, String> known = QuarkusTransaction.requiringNew().call(() -> pushes.standing(refs.url()));
        for (RemoteRef ref : refs.all()) {
            String target = known.get(ref.name());
            if (RefName.isValid(ref.name()) && !ref.isAt(target)) {
                accept(repository, ref.name(), target, ref);
            }
        }
        Set<String> there = refs.all().stream().map(RemoteRef::name).collect(Collectors.toSet());
        known.forEach((name, target) -> {
            if (!there.contains(name)) {
                accept(repository, name, target, null);
            }
        });
    }

    /**
     * @param known what the comparison rests on; when a push was told of since, the next look knows better
     * @param now absent for a ref that is gone
     */
    private void accept(ConnectedRepository repository, String name, @Nullable String known, @Nullable RemoteRef now) {
        String url = repository.url();
        Push.Change change = change(known, now);
        boolean news = QuarkusTransaction.requiringNew().call(() -> {
            pushes.lock(url, name);
            if (!pushes.standing(url, name).equals(Optional.ofNullable(known))) {
                return false;
            }
            EventId id = new EventId(UUID.randomUUID());
            Push push = new Push(id, url, new RefName(name), change, SOMEBODY, null, Way.SWEEP);
            return !acceptance.accept(push, Traceparent.start()).duplicate();
        });
        if (news) {
            LOG.infof("sweep of %s: nobody told of the push to %s", repository.name(), name);
            wakeUps.publish().raise();
        }
    }

    private static Push.Change change(@Nullable String known, @Nullable RemoteRef now) {
        if (now != null) {
            return new Push.Change.Moved(known, now.target(), now.commit());
        }
        return new Push.Change.Deleted(Objects.requireNonNull(known, "a ref that is gone was known"));
    }

    private void failed(ConnectedRepository repository, SweepLedger.Turn turn, String reason) {
        Duration doubled = repository.sweep().multipliedBy(1L << Math.min(turn.failures(), MOST_DOUBLINGS));
        Duration longest = max(LONGEST_BACK_OFF, repository.sweep());
        Duration next = withJitter(doubled.compareTo(longest) > 0 ? longest : doubled);
        LOG.warnf("sweep of %s failed, next look in %s: %s", repository.name(), next, reason);
        QuarkusTransaction.requiringNew().run(() -> sweeps.failed(repository.url(), reason, next));
    }

    /** Repositories that were connected at the same time are not looked at in the same second for ever. */
    private static Duration withJitter(Duration interval) {
        double factor = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        return Duration.ofMillis((long) (interval.toMillis() * factor));
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
