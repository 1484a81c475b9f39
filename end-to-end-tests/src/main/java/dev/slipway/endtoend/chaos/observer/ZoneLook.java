package dev.slipway.endtoend.chaos.observer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.stream.Collectors;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;
import org.xbill.DNS.ZoneTransferException;
import org.xbill.DNS.ZoneTransferIn;

/** The whole zone, by transfer; and a record of somebody else's in it. */
public final class ZoneLook {

    private static final int TTL = 60;

    private final Name zone;
    private final InetSocketAddress server;
    private final TSIG key;
    private final String ours;

    /**
     * @param secret of the key {@code slipway}, in base64
     * @param instance whose ownership records are the suite's
     */
    public ZoneLook(String zone, int port, String secret, String instance) {
        this.zone = name(zone + ".");
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.key = new TSIG(TSIG.HMAC_SHA256, "slipway.", secret);
        this.ours = "heritage=slipway,slipway/owner=" + instance + ",";
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(text + " is no name", e);
        }
    }

    /** Adds a record that the suite must not touch. */
    public void addForeign(String label, String address) throws IOException {
        Update update = new Update(zone);
        update.add(Record.fromString(Name.fromString(label, zone), Type.A, DClass.IN, TTL, address, zone));
        SimpleResolver resolver = new SimpleResolver(server);
        resolver.setTCP(true);
        resolver.setTSIGKey(key);
        Message answer = resolver.send(update);
        if (answer.getRcode() != Rcode.NOERROR) {
            throw new IOException("the name server answers " + Rcode.string(answer.getRcode()));
        }
    }

    /** {@code name type value} of each record, apart from the zone's own; our ownership records say {@code ours}. */
    public Set<String> records() throws IOException {
        try {
            ZoneTransferIn transfer = ZoneTransferIn.newAXFR(zone, server, key);
            transfer.run();
            return transfer.getAXFR().stream()
                    .filter(record -> record.getType() != Type.SOA && record.getType() != Type.NS)
                    .map(this::text)
                    .collect(Collectors.toSet());
        } catch (ZoneTransferException e) {
            throw new IOException("the zone cannot be transferred", e);
        }
    }

    private String text(Record record) {
        String value = record.rdataToString();
        boolean owned = record.getType() == Type.TXT && value.contains(ours);
        return record.getName() + " " + Type.string(record.getType()) + " " + (owned ? "ours" : value);
    }
}
