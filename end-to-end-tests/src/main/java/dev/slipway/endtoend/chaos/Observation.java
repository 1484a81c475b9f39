package dev.slipway.endtoend.chaos;

import dev.slipway.cli.suite.Port;
import dev.slipway.cli.suite.Secrets;
import dev.slipway.cli.suite.Suite;
import dev.slipway.endtoend.LocalSuite;
import dev.slipway.endtoend.chaos.checker.Environment;
import dev.slipway.endtoend.chaos.checker.History;
import dev.slipway.endtoend.chaos.observer.EngineLook;
import dev.slipway.endtoend.chaos.observer.ServiceLogs;
import dev.slipway.endtoend.chaos.observer.Tables;
import dev.slipway.endtoend.chaos.observer.TopicRecords;
import dev.slipway.endtoend.chaos.observer.ZoneLook;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Puts together what all observers see into one history. */
final class Observation implements AutoCloseable {

    private static final String FOREIGN = "somebody-else";

    private final LocalSuite suite;
    private final List<Site> sites;
    private final Tables tables;
    private final EngineLook engine;
    private final ZoneLook zone;
    private final Set<String> zoneBefore;

    Observation(LocalSuite suite, List<Site> sites) throws IOException {
        this.suite = suite;
        this.sites = sites;
        this.tables = tables(suite);
        this.engine = new EngineLook(suite.instance());
        this.zone = new ZoneLook(
                Suite.zone(),
                suite.port(Port.DNS),
                Secrets.ensure(suite.suite().home().secret("tsig.key")),
                suite.instance());
        zone.addForeign(FOREIGN, "192.0.2.7");
        this.zoneBefore = zone.records();
    }

    static Tables tables(LocalSuite suite) {
        return new Tables(
                suite.port(Port.POSTGRESQL),
                Secrets.ensure(suite.suite().home().secret("postgresql-superuser.password")));
    }

    EngineLook engine() {
        return engine;
    }

    History history(Journal journal, Watch watch, Visitors visitors)
            throws InterruptedException, SQLException, IOException {
        // The topics last: what a table knows, a topic must know by then.
        var stageRuns = tables.stageRuns();
        var unsent = tables.unsent();
        TopicRecords topics = TopicRecords.read("127.0.0.1:" + suite.port(Port.KAFKA));
        return new History(
                journal.pushes(),
                topics.events(),
                topics.deadLetters(),
                stageRuns,
                unsent,
                watch.claims(),
                watch.faults(),
                ServiceLogs.rejections(Objects.requireNonNull(
                        suite.suite().home().log("console").getParent())),
                engine.objects(),
                environments(visitors),
                zoneBefore,
                zone.records(),
                visitors.load());
    }

    private List<Environment> environments(Visitors visitors) throws InterruptedException {
        List<Environment> found = new ArrayList<>();
        for (Site site : sites) {
            Integer port = site.port();
            if (port != null) {
                String service = Site.ENVIRONMENT + "-" + site.name() + "_";
                found.add(new Environment(
                        site.target(),
                        site.repository(),
                        "refs/heads/" + Site.FOLLOWED,
                        visitors.revision(port),
                        engine.digests(service + site.name()),
                        "lb." + site.name() + "." + Site.ENVIRONMENT + "." + Suite.zone() + ".",
                        !engine.replicas(service + "lb").isEmpty()));
            }
        }
        return found;
    }

    @Override
    public void close() {
        tables.close();
    }
}
