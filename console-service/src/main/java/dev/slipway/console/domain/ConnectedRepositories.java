package dev.slipway.console.domain;

import java.util.List;
import java.util.Optional;

/** All repositories that were connected, in the order of their names. */
public record ConnectedRepositories(List<ConnectedRepository> all) {

    public ConnectedRepositories {
        all = List.copyOf(all);
    }

    public Optional<ConnectedRepository> named(String name) {
        return all.stream().filter(repository -> repository.name().equals(name)).findFirst();
    }

    /** The clone URL for what people type: the name of a connected repository, or else a URL as it is. */
    public String urlOf(String nameOrUrl) {
        return named(nameOrUrl).map(ConnectedRepository::url).orElse(nameOrUrl);
    }
}
