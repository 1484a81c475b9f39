package dev.slipway.dns.outbound.route53;

import dev.slipway.dns.domain.Change;
import dev.slipway.dns.domain.RecordSet;
import dev.slipway.dns.domain.RecordType;
import dev.slipway.dns.port.HostedZone;
import dev.slipway.dns.port.HostedZoneException;
import dev.slipway.dns.port.ZoneMovedOnException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.InvalidChangeBatchException;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * A hosted zone at Route 53. A change batch is all or nothing there; a replacement is sent as DELETE of exactly what was
 * read and CREATE, never as UPSERT, so that the service itself refuses to overwrite what somebody else changed.
 *
 * @see <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html">
 *     ChangeResourceRecordSets</a>
 */
public final class Route53HostedZone implements HostedZone {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final Route53Client route53;
    private final String zoneId;
    private final String name;
    private final Duration syncTimeout;

    /** @param name of the zone, fully qualified */
    public Route53HostedZone(Route53Client route53, String zoneId, String name, Duration syncTimeout) {
        this.route53 = route53;
        this.zoneId = zoneId;
        this.name = name.toLowerCase(Locale.ROOT);
        this.syncTimeout = syncTimeout;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<RecordSet> recordSets() {
        try {
            List<RecordSet> sets = new ArrayList<>();
            Set<String> pages = new HashSet<>();
            ListResourceRecordSetsRequest.Builder next =
                    ListResourceRecordSetsRequest.builder().hostedZoneId(zoneId);
            while (true) {
                ListResourceRecordSetsResponse page = route53.listResourceRecordSets(next.build());
                page.resourceRecordSets().stream()
                        .flatMap(Route53HostedZone::ours)
                        .forEach(sets::add);
                if (!page.isTruncated()) {
                    return sets;
                }
                // moto 5.1.1 repeats a page for ever when its boundary lies inside a weighted set.
                if (!pages.add(
                        page.nextRecordName() + " " + page.nextRecordType() + " " + page.nextRecordIdentifier())) {
                    throw new HostedZoneException("the list of zone " + name + " repeats itself", null);
                }
                next.startRecordName(page.nextRecordName())
                        .startRecordType(page.nextRecordType())
                        .startRecordIdentifier(page.nextRecordIdentifier());
            }
        } catch (SdkException e) {
            throw new HostedZoneException("cannot read zone " + name + " from Route 53", e);
        }
    }

    @Override
    public void change(List<Change> batch) throws InterruptedException {
        try {
            String change = route53.changeResourceRecordSets(request -> request.hostedZoneId(zoneId)
                            .changeBatch(changes -> changes.comment("Slipway")
                                    .changes(batch.stream()
                                            .flatMap(Route53HostedZone::sdkChanges)
                                            .toList())))
                    .changeInfo()
                    .id();
            awaitSync(change);
        } catch (InvalidChangeBatchException e) {
            throw new ZoneMovedOnException("Route 53 says that zone " + name + " is not as it was read", e);
        } catch (SdkException e) {
            throw new HostedZoneException("Route 53 does not change zone " + name, e);
        }
    }

    private void awaitSync(String change) throws InterruptedException {
        long end = System.nanoTime() + syncTimeout.toNanos();
        Duration pause = FIRST_PAUSE;
        while (route53.getChange(request -> request.id(change)).changeInfo().status() != ChangeStatus.INSYNC) {
            if (System.nanoTime() > end) {
                throw new HostedZoneException(
                        "change " + change + " of zone " + name + " is not in sync in time", null);
            }
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private static Stream<software.amazon.awssdk.services.route53.model.Change> sdkChanges(Change change) {
        return switch (change) {
            case Change.Create(RecordSet after) -> Stream.of(sdkChange(ChangeAction.CREATE, after));
            case Change.Replace(RecordSet before, RecordSet after) ->
                Stream.of(sdkChange(ChangeAction.DELETE, before), sdkChange(ChangeAction.CREATE, after));
            case Change.Delete(RecordSet before) -> Stream.of(sdkChange(ChangeAction.DELETE, before));
        };
    }

    private static software.amazon.awssdk.services.route53.model.Change sdkChange(ChangeAction action, RecordSet set) {
        return software.amazon.awssdk.services.route53.model.Change.builder()
                .action(action)
                .resourceRecordSet(ResourceRecordSet.builder()
                        .name(set.name())
                        .type(RRType.fromValue(set.type().name()))
                        .ttl(set.ttl())
                        .resourceRecords(set.values().stream()
                                .map(value -> Values.written(set.type(), value))
                                .toList())
                        .build())
                .build();
    }

    /** Aliases and routed sets are never ours; a type without a word of ours is left out. */
    private static Stream<RecordSet> ours(ResourceRecordSet set) {
        return Stream.of(RecordType.values())
                .filter(type -> type.name().equals(set.typeAsString())
                        && !set.resourceRecords().isEmpty())
                .map(type -> new RecordSet(
                        Values.name(set.name()),
                        type,
                        set.ttl(),
                        set.resourceRecords().stream()
                                .map(record -> Values.read(type, record.value()))
                                .toList()));
    }
}
