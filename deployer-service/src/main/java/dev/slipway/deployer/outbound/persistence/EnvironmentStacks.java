package dev.slipway.deployer.outbound.persistence;

import dev.slipway.deployer.domain.StackId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What serves where. */
@ApplicationScoped
public class EnvironmentStacks implements PanacheRepositoryBase<EnvironmentStackEntity, EnvironmentStackEntity.Key> {

    Optional<EnvironmentStackEntity> find(StackId stack) {
        return findByIdOptional(new EnvironmentStackEntity.Key(stack.environment(), stack.stack()));
    }
}
