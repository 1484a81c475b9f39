package dev.slipway.deployer.outbound.persistence;

import dev.slipway.deployer.port.PublishedComponents;
import dev.slipway.events.Digest;
import dev.slipway.events.ImageReference;
import dev.slipway.events.PipelineRunId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;

/** Published components in the deployer's database, numbered as they come. */
@ApplicationScoped
public class StoredPublishedComponents implements PublishedComponents {

    private final EntityManager database;

    public StoredPublishedComponents(EntityManager database) {
        this.database = database;
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public List<Published> add(PipelineRunId run, String component, ImageReference image) {
        // one at a time for each push: numbers then follow the order of the commits, and nobody misses an earlier one
        database.createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:run, 0))")
                .setParameter("run", "published " + run)
                .getSingleResult();
        database.createNativeQuery("""
                        insert into published_component (pipeline_run, component, image_name, image_digest)
                        values (:run, :component, :name, :digest) on conflict do nothing""")
                .setParameter("run", run.value())
                .setParameter("component", component)
                .setParameter("name", image.name())
                .setParameter("digest", image.digest().value())
                .executeUpdate();
        List<?> rows = database.createNativeQuery("""
                        select component, image_name, image_digest from published_component
                        where pipeline_run = :run order by number""", Object[].class)
                .setParameter("run", run.value())
                .getResultList();
        return rows.stream().map(row -> published((Object[]) row)).toList();
    }

    private static Published published(Object[] row) {
        return new Published((String) row[0], new ImageReference((String) row[1], Digest.of((String) row[2])));
    }
}
