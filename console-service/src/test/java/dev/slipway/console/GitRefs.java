package dev.slipway.console;

import dev.slipway.runtime.access.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plays the builder's list of refs, with git itself. The real one is tried beside the real console by TriggersIT. */
@Path("/refs")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
public class GitRefs {

    private static final String PEELED = "^{}";

    @GET
    public Map<String, Object> list(@QueryParam("repository") String repository) throws Exception {
        String listing;
        try {
            listing = Git.run("ls-remote", "--symref", repository);
        } catch (IOException e) {
            return Map.of("reason", "there is no repository " + repository, "refs", List.of());
        }
        Map<String, String> targets = new LinkedHashMap<>();
        Map<String, String> commits = new LinkedHashMap<>();
        Map<String, Object> answer = new LinkedHashMap<>();
        for (String line : listing.lines().toList()) {
            String id = line.substring(0, line.indexOf('\t'));
            String name = line.substring(line.indexOf('\t') + 1);
            if (id.startsWith("ref: ")) {
                answer.put("defaultRef", id.substring("ref: ".length()));
            } else if (name.endsWith(PEELED)) {
                commits.put(name.substring(0, name.length() - PEELED.length()), id);
            } else if (name.startsWith("refs/")) {
                targets.put(name, id);
            }
        }
        List<Map<String, String>> refs = new ArrayList<>();
        targets.forEach((name, target) ->
                refs.add(Map.of("name", name, "target", target, "commit", commits.getOrDefault(name, target))));
        answer.put("refs", refs);
        return answer;
    }
}
