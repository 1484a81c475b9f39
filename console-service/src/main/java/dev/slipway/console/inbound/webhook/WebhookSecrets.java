package dev.slipway.console.inbound.webhook;

import dev.slipway.console.domain.ConnectedRepositories;
import dev.slipway.console.domain.ConnectedRepository;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** The secrets that forges sign with. Files are read again for every delivery: a secret is changed by changing its file. */
@ApplicationScoped
class WebhookSecrets {

    private static final int SHORTEST = 20;

    private final ConnectedRepositories repositories;
    private final byte[] nobodys = new byte[SHORTEST];

    WebhookSecrets(ConnectedRepositories repositories) {
        this.repositories = repositories;
        new SecureRandom().nextBytes(nobodys);
    }

    /** Refuses to start with a secret that could be guessed or a file that is not there. */
    void check(@Observes StartupEvent started) {
        for (ConnectedRepository repository : repositories.all()) {
            if (repository.webhook() == null) {
                continue;
            }
            String key = "slipway.console.repositories." + repository.name() + ".webhook.secret-files";
            if (repository.webhook().secretFiles().isEmpty()) {
                throw new IllegalStateException(key + ": a webhook without a secret is open to everybody");
            }
            for (Path file : repository.webhook().secretFiles()) {
                if (secret(file).length < SHORTEST) {
                    throw new IllegalStateException(
                            key + ": " + file + " must hold a secret of at least " + SHORTEST + " characters");
                }
            }
        }
    }

    /** Whether one of the webhook's secrets was used. All are tried, so that the time does not tell which one. */
    boolean isSigned(ConnectedRepository.Webhook webhook, Delivery delivery) {
        Dialect dialect = Dialect.of(webhook.forge());
        Instant now = Clock.systemUTC().instant();
        boolean signed = false;
        for (byte[] secret : secrets(webhook.secretFiles())) {
            signed |= dialect.isSigned(delivery, secret, now);
        }
        return signed;
    }

    /** Takes as long as a check, for an address that is not anybody's: the time does not tell which there are. */
    void check(Delivery delivery) {
        Hmac.sha256(nobodys, delivery.body());
    }

    private static List<byte[]> secrets(List<Path> files) {
        return files.stream().map(WebhookSecrets::secret).toList();
    }

    private static byte[] secret(Path file) {
        try {
            return Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the webhook's secret file " + file, e);
        }
    }
}
