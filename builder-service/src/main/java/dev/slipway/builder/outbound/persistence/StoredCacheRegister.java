package dev.slipway.builder.outbound.persistence;

import dev.slipway.builder.domain.CacheId;
import dev.slipway.builder.port.CacheRegister;
import dev.slipway.runtime.RunId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** Cache volumes in the builder's database. A row that is lent to {@link #RETIRED} is on its way out. */
@ApplicationScoped
public class StoredCacheRegister implements CacheRegister {

    private static final UUID RETIRED = new UUID(0, 0);

    private final EntityManager database;

    public StoredCacheRegister(EntityManager database) {
        this.database = database;
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public int lend(CacheId cache, RunId run) {
        // one at a time for each cache: two that come at once must not take the same volume, nor make the same new one
        database.createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:cache, 0))")
                .setParameter("cache", cache.toString())
                .getSingleResult();
        List<?> free = database.createNativeQuery("""
                        select number from build_cache
                        where repository = :repository and component = :component and folder = :folder
                          and (lent_to is null or lent_to = :run)
                        order by lent_to nulls last, number limit 1""", Integer.class)
                .setParameter("repository", cache.repository())
                .setParameter("component", cache.component())
                .setParameter("folder", cache.folder())
                .setParameter("run", run.value())
                .getResultList();
        int number = free.isEmpty() ? add(cache) : (Integer) free.getFirst();
        database.createNativeQuery("""
                        update build_cache set lent_to = :run, used_at = now()
                        where repository = :repository and component = :component and folder = :folder
                          and number = :number""")
                .setParameter("run", run.value())
                .setParameter("repository", cache.repository())
                .setParameter("component", cache.component())
                .setParameter("folder", cache.folder())
                .setParameter("number", number)
                .executeUpdate();
        return number;
    }

    private int add(CacheId cache) {
        return (Integer) database.createNativeQuery("""
                        insert into build_cache (repository, component, folder, number, used_at)
                        select :repository, :component, :folder, coalesce(max(number), 0) + 1, now() from build_cache
                        where repository = :repository and component = :component and folder = :folder
                        returning number""", Integer.class)
                .setParameter("repository", cache.repository())
                .setParameter("component", cache.component())
                .setParameter("folder", cache.folder())
                .getSingleResult();
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void giveBack(RunId run, String component) {
        database.createNativeQuery("""
                        update build_cache set lent_to = null, used_at = now()
                        where lent_to = :run and component = :component""")
                .setParameter("run", run.value())
                .setParameter("component", component)
                .executeUpdate();
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void giveBackUnless(Predicate<RunId> live) {
        List<?> lent = database.createNativeQuery(
                        "select distinct lent_to from build_cache where lent_to is not null and lent_to <> :retired",
                        UUID.class)
                .setParameter("retired", RETIRED)
                .getResultList();
        for (Object run : lent) {
            if (!live.test(new RunId((UUID) run))) {
                database.createNativeQuery(
                                "update build_cache set lent_to = null, used_at = now() where lent_to = :run")
                        .setParameter("run", run)
                        .executeUpdate();
            }
        }
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public List<Unused> unused() {
        List<?> rows = database.createNativeQuery("""
                        select repository, component, folder, number, used_at from build_cache
                        where lent_to is null or lent_to = :retired order by used_at""", Object[].class)
                .setParameter("retired", RETIRED)
                .getResultList();
        return rows.stream().map(row -> unused((Object[]) row)).toList();
    }

    private static Unused unused(Object[] row) {
        CacheId cache = new CacheId((String) row[0], (String) row[1], (String) row[2]);
        Instant since = row[4] instanceof Timestamp timestamp ? timestamp.toInstant() : (Instant) row[4];
        return new Unused(cache, (Integer) row[3], since);
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean retire(Unused cache) {
        return database.createNativeQuery("""
                        update build_cache set lent_to = :retired
                        where repository = :repository and component = :component and folder = :folder
                          and number = :number and (lent_to is null or lent_to = :retired)""")
                        .setParameter("retired", RETIRED)
                        .setParameter("repository", cache.cache().repository())
                        .setParameter("component", cache.cache().component())
                        .setParameter("folder", cache.cache().folder())
                        .setParameter("number", cache.number())
                        .executeUpdate()
                == 1;
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void forget(Unused cache) {
        database.createNativeQuery("""
                        delete from build_cache
                        where repository = :repository and component = :component and folder = :folder
                          and number = :number and lent_to = :retired""")
                .setParameter("retired", RETIRED)
                .setParameter("repository", cache.cache().repository())
                .setParameter("component", cache.cache().component())
                .setParameter("folder", cache.cache().folder())
                .setParameter("number", cache.number())
                .executeUpdate();
    }
}
