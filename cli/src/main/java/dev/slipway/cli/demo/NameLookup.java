package dev.slipway.cli.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Asks one name server for one name. */
public final class NameLookup {

    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final InetSocketAddress server;

    /** @param port of a name server on the loopback address */
    public NameLookup(int port) {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /**
     * The values of the name's records.
     *
     * @param type a record type, e.g. {@code A}
     * @throws IOException with the server's own response code when it has no answer
     */
    public List<String> values(String name, String type) throws IOException {
        SimpleResolver resolver = new SimpleResolver(server);
        resolver.setTimeout(LIMIT);
        Name question = Name.fromString(name, Name.root);
        Message answer = resolver.send(Message.newQuery(Record.newRecord(question, Type.value(type), DClass.IN)));
        if (answer.getRcode() != Rcode.NOERROR) {
            throw new IOException("the name server answers " + Rcode.string(answer.getRcode()) + " for " + question);
        }
        return answer.getSection(Section.ANSWER).stream()
                .map(Record::rdataToString)
                .toList();
    }
}
