package dev.slipway.dns.outbound.rfc2136;

import dev.slipway.dns.domain.Change;
import dev.slipway.dns.domain.RecordSet;
import dev.slipway.dns.port.HostedZone;
import dev.slipway.dns.port.HostedZoneException;
import dev.slipway.dns.port.ZoneMovedOnException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;
import org.xbill.DNS.ZoneTransferException;
import org.xbill.DNS.ZoneTransferIn;

/**
 * A zone on its primary server: read by zone transfer, changed by dynamic update whose prerequisites make it a
 * compare-and-set, both signed with one TSIG key.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2136#section-2.4">RFC 2136, prerequisites</a>
 */
public final class Rfc2136HostedZone implements HostedZone {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Name zone;
    private final InetSocketAddress address;
    private final String server;
    private final TSIG key;
    private final Duration syncTimeout;

    /**
     * @param zone fully qualified
     * @param address of the primary server; need not be resolved
     * @param secret in base64
     */
    public Rfc2136HostedZone(
            String zone, InetSocketAddress address, String keyName, String secret, Duration syncTimeout) {
        this.zone = Records.name(zone);
        this.address = address;
        this.server = address.getHostString() + ":" + address.getPort();
        this.key = new TSIG(TSIG.HMAC_SHA256, Records.name(keyName.endsWith(".") ? keyName : keyName + "."), secret);
        this.syncTimeout = syncTimeout;
    }

    @Override
    public String name() {
        return Records.text(zone);
    }

    @Override
    public List<RecordSet> recordSets() {
        try {
            ZoneTransferIn transfer = ZoneTransferIn.newAXFR(zone, resolved(), key);
            transfer.setTimeout(PATIENCE);
            transfer.run();
            return Records.sets(transfer.getAXFR());
        } catch (IOException | ZoneTransferException e) {
            throw new HostedZoneException("cannot read zone " + zone + " from " + server, e);
        }
    }

    @Override
    public void change(List<Change> batch) throws InterruptedException {
        Update update = new Update(zone);
        batch.forEach(change -> add(update, change));
        int rcode = send(update).getRcode();
        switch (rcode) {
            case Rcode.NOERROR -> awaitSync(batch);
            case Rcode.YXDOMAIN, Rcode.YXRRSET, Rcode.NXRRSET, Rcode.NXDOMAIN ->
                throw new ZoneMovedOnException("zone " + zone + " is not as it was read: " + Rcode.string(rcode), null);
            default ->
                throw new HostedZoneException(
                        "server " + server + " does not change zone " + zone + ": " + Rcode.string(rcode), null);
        }
    }

    private static void add(Update update, Change change) {
        switch (change) {
            case Change.Create(RecordSet after) -> {
                Name name = Records.name(after.name());
                update.absent(name, Records.type(after.type()));
                // BIND drops an address beside a CNAME without a word: ask that there is none.
                update.absent(name, Type.CNAME);
                Records.of(after, after.ttl()).forEach(update::add);
            }
            case Change.Replace(RecordSet before, RecordSet after) -> {
                requireExactly(update, before);
                update.delete(Records.name(before.name()), Records.type(before.type()));
                Records.of(after, after.ttl()).forEach(update::add);
            }
            case Change.Delete(RecordSet before) -> {
                requireExactly(update, before);
                update.delete(Records.name(before.name()), Records.type(before.type()));
            }
        }
    }

    /** A prerequisite's TTL is zero; all records of the set together mean "these and no others". */
    private static void requireExactly(Update update, RecordSet before) {
        Records.of(before, 0).forEach(update::present);
    }

    private void awaitSync(List<Change> batch) throws InterruptedException {
        long end = System.nanoTime() + syncTimeout.toNanos();
        Duration pause = FIRST_PAUSE;
        while (!batch.stream().allMatch(this::isAnswered)) {
            if (System.nanoTime() > end) {
                throw new HostedZoneException(
                        "server " + server + " took a change of zone " + zone + " but does not answer with it", null);
            }
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private boolean isAnswered(Change change) {
        return switch (change) {
            case Change.Create(RecordSet after) -> answers(after).contains(after);
            case Change.Replace(RecordSet before, RecordSet after) ->
                answers(after).contains(after);
            case Change.Delete(RecordSet before) -> answers(before).isEmpty();
        };
    }

    private List<RecordSet> answers(RecordSet asked) {
        Record question = Record.newRecord(Records.name(asked.name()), Records.type(asked.type()), DClass.IN);
        Message answer = send(Message.newQuery(question));
        int rcode = answer.getRcode();
        if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
            throw new HostedZoneException(
                    "server " + server + " does not answer for zone " + zone + ": " + Rcode.string(rcode), null);
        }
        return Records.sets(answer.getSection(Section.ANSWER)).stream()
                .filter(set -> set.type() == asked.type())
                .toList();
    }

    private Message send(Message message) {
        SimpleResolver resolver = new SimpleResolver(resolved());
        resolver.setTCP(true);
        resolver.setTSIGKey(key);
        resolver.setTimeout(PATIENCE);
        try {
            return resolver.send(message);
        } catch (IOException e) {
            throw new HostedZoneException("server " + server + " does not answer for zone " + zone, e);
        }
    }

    /** Looked up for every question: the server may have been absent when this process started, or have moved since. */
    private InetSocketAddress resolved() {
        InetSocketAddress found = new InetSocketAddress(address.getHostString(), address.getPort());
        if (found.isUnresolved()) {
            throw new HostedZoneException("server " + server + " of zone " + zone + " has no address", null);
        }
        return found;
    }
}
