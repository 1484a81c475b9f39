package dev.slipway.packager.outbound.persistence;

import dev.slipway.packager.domain.TagAdvance;
import dev.slipway.packager.port.MovingTags;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;

/** Moving tags in the packager's database; the row is the lock between replicas. */
@ApplicationScoped
public class StoredMovingTags implements MovingTags, PanacheRepositoryBase<MovingTagEntity, MovingTagEntity.Key> {

    private static final String CLAIM = "insert into moving_tag (repository, tag, owner, latest_sequence)"
            + " values (?1, ?2, ?3, ?4) on conflict do nothing";

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public TagAdvance advance(String repository, String tag, String owner, long sequence) {
        getEntityManager()
                .createNativeQuery(CLAIM)
                .setParameter(1, repository)
                .setParameter(2, tag)
                .setParameter(3, owner)
                .setParameter(4, sequence)
                .executeUpdate();
        MovingTagEntity known = findById(new MovingTagEntity.Key(repository, tag), LockModeType.PESSIMISTIC_WRITE);
        TagAdvance advance = TagAdvance.decide(owner, sequence, known.owner, known.latestSequence);
        if (advance instanceof TagAdvance.Granted) {
            known.latestSequence = sequence;
        }
        return advance;
    }
}
