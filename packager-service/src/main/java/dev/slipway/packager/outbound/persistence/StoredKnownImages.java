package dev.slipway.packager.outbound.persistence;

import dev.slipway.events.Digest;
import dev.slipway.packager.domain.ImageInput;
import dev.slipway.packager.domain.KnownImage;
import dev.slipway.packager.port.KnownImages;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Known images in the packager's database. */
@ApplicationScoped
public class StoredKnownImages implements KnownImages, PanacheRepositoryBase<KnownImageEntity, KnownImageEntity.Key> {

    private static final String REMEMBER = "insert into known_image (repository, input, image, version)"
            + " values (?1, ?2, ?3, ?4)"
            + " on conflict (repository, input) do update set image = excluded.image, version = excluded.version";

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Optional<KnownImage> find(String repository, ImageInput input) {
        return findByIdOptional(
                        new KnownImageEntity.Key(repository, input.digest().value()))
                .map(known -> new KnownImage(Digest.of(known.image), known.version));
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void remember(String repository, ImageInput input, Digest image, String version) {
        getEntityManager()
                .createNativeQuery(REMEMBER)
                .setParameter(1, repository)
                .setParameter(2, input.digest().value())
                .setParameter(3, image.value())
                .setParameter(4, version)
                .executeUpdate();
    }
}
