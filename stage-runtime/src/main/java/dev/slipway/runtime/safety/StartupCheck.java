package dev.slipway.runtime.safety;

import dev.slipway.runtime.Outages;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * Before anything is received or worked on: looks at the settings, the database and, as soon as the broker answers, at
 * the topics, and ends the service when one of them would lose events.
 */
@ApplicationScoped
public class StartupCheck {

    private static final Logger LOG = Logger.getLogger(StartupCheck.class);

    /** Before the channels are connected. */
    private static final int FIRST = 1;

    private static final int CONFIGURATION_ERROR = 78;

    private final Config config;
    private final DataSource database;
    private final TopicLook topics;
    private final Set<String> accepted;

    public StartupCheck(Config config, DataSource database, TopicLook topics, SafetyConfig safety) {
        this.config = config;
        this.database = database;
        this.topics = topics;
        this.accepted = safety.accept().orElse(Set.of());
    }

    void check(@Observes @Priority(FIRST) StartupEvent starting) {
        List<Danger> found = new ArrayList<>(
                ChannelRules.check(config.getPropertyNames(), name -> config.getOptionalValue(name, String.class)));
        try (Connection connection = database.getConnection()) {
            found.addAll(DatabaseRules.check(connection));
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not answer: " + Outages.summary(e), e);
        }
        List<Danger> refused = withoutAccepted(found);
        if (!refused.isEmpty()) {
            throw new UnsafeSettingException(refusal(refused));
        }
        topics.whenTheBrokerAnswers(this::checkTopics);
    }

    private void checkTopics(List<Danger> found) {
        List<Danger> refused = withoutAccepted(found);
        if (!refused.isEmpty()) {
            LOG.fatal(refusal(refused));
            Quarkus.asyncExit(CONFIGURATION_ERROR);
        }
    }

    private List<Danger> withoutAccepted(List<Danger> found) {
        found.stream()
                .filter(danger -> accepted.contains(danger.setting()))
                .forEach(danger -> LOG.warnf("accepted by slipway.safety.accept: %s", danger));
        return found.stream()
                .filter(danger -> !accepted.contains(danger.setting()))
                .toList();
    }

    private static String refusal(List<Danger> refused) {
        return refused.stream()
                .map(Danger::toString)
                .collect(Collectors.joining("\n  ", "refusing to start, a setting loses events:\n  ", ""));
    }
}
