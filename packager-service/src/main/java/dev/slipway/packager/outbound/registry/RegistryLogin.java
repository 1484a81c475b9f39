package dev.slipway.packager.outbound.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.engine.RegistryCredentials;
import dev.slipway.engine.RegistryLogins;
import dev.slipway.packager.outbound.registry.RegistryClient.Answer;
import dev.slipway.packager.port.RegistryException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers a registry that asks who we are: with user and password where it asks for them itself (Basic), with a token of
 * its token service otherwise (Bearer). What was answered is remembered for the repository, until the registry asks again.
 *
 * @see <a href="https://distribution.github.io/distribution/spec/auth/token/">token authentication</a>
 */
final class RegistryLogin {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private final String address;
    private final RegistryLogins logins;
    private final RegistryClient client;
    private final Map<String, String> authorizations = new ConcurrentHashMap<>();

    RegistryLogin(String address, RegistryLogins logins, RegistryClient client) {
        this.address = address;
        this.logins = logins;
        this.client = client;
    }

    /** The value for {@code Authorization} that did for this repository before; null when none did. */
    @Nullable
    String known(String repository) {
        return authorizations.get(repository);
    }

    /** @return null when we have nothing to answer; the registry's refusal stands then */
    @Nullable
    String answer(String repository, Answer asked) {
        String challenge = asked.header("WWW-Authenticate").orElse("");
        RegistryCredentials credentials = logins.at(address);
        String authorization = challenge.regionMatches(true, 0, "Bearer ", 0, 7)
                ? bearer(repository, parameters(challenge), credentials)
                : basic(credentials);
        if (authorization != null) {
            authorizations.put(repository, authorization);
        }
        return authorization;
    }

    private static @Nullable String basic(@Nullable RegistryCredentials credentials) {
        if (credentials == null) {
            return null;
        }
        String pair = credentials.username() + ":" + credentials.password();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> parameters(String challenge) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher parameter = PARAMETER.matcher(challenge);
        while (parameter.find()) {
            parameters.put(parameter.group(1), parameter.group(2));
        }
        return parameters;
    }

    private @Nullable String bearer(
            String repository, Map<String, String> challenge, @Nullable RegistryCredentials credentials) {
        URI realm = URI.create(challenge.getOrDefault("realm", ""));
        if (!"https".equals(realm.getScheme()) && !LoopbackAddress.is(String.valueOf(realm.getHost()))) {
            throw new RegistryException(
                    address + " sends us to " + realm + " to log in, which is not HTTPS: our password stays here",
                    false,
                    null);
        }
        String scope = challenge.getOrDefault("scope", "repository:" + repository + ":pull,push");
        URI token = URI.create(realm + (realm.getQuery() == null ? "?" : "&") + "service="
                + encoded(challenge.getOrDefault("service", "")) + "&scope=" + encoded(scope));
        String basic = basic(credentials);
        return token(realm, token, basic == null ? Map.of() : Map.of("Authorization", basic));
    }

    private @Nullable String token(URI realm, URI target, Map<String, String> headers) {
        try {
            Answer response = client.send("GET", target, headers, new byte[0]);
            if (response.status() == 401 || response.status() == 403) {
                return null;
            }
            if (response.status() != 200) {
                throw new RegistryException(
                        realm + " answered " + response.status() + " when asked for a token",
                        RegistryConnection.passes(response.status()),
                        null);
            }
            JsonNode answer = JSON.readTree(response.body());
            String token =
                    answer.path("token").asText(answer.path("access_token").asText());
            return "Bearer " + token;
        } catch (IOException e) {
            throw new RegistryException(realm + " did not answer when asked for a token", true, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException("interrupted while " + realm + " was asked for a token", true, e);
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
