package dev.slipway.dns.outbound.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.slipway.dns.domain.LoadBalancer;
import dev.slipway.dns.domain.Resource;
import dev.slipway.dns.port.LoadBalancers;
import dev.slipway.events.EventCodec;
import dev.slipway.events.PipelineRun;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The load balancers as a table. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
public class PostgresLoadBalancers implements LoadBalancers {

    private static final String KEEP = """
            insert into load_balancer (environment, stack, name, running, addresses, repository, ref, sequence)
            values (:environment, :stack, :name, :running, cast(:addresses as jsonb), :repository, :ref, :sequence)
            on conflict (environment, stack, name) do update
              set running = excluded.running, addresses = excluded.addresses,
                  repository = excluded.repository, ref = excluded.ref, sequence = excluded.sequence
              where (load_balancer.repository, load_balancer.ref) <> (excluded.repository, excluded.ref)
                 or load_balancer.sequence <= excluded.sequence
            """;

    private final EntityManager database;

    public PostgresLoadBalancers(EntityManager database) {
        this.database = database;
    }

    @Override
    public OptionalLong started(LoadBalancer loadBalancer, PipelineRun by) {
        return keep(loadBalancer.resource(), true, loadBalancer.addresses(), by);
    }

    @Override
    public OptionalLong stopped(Resource resource, PipelineRun by) {
        return keep(resource, false, List.of(), by);
    }

    @Override
    public List<LoadBalancer> running() {
        List<LoadBalancer> running = new ArrayList<>();
        for (Object row : database.createNativeQuery(
                        "select environment, stack, name, cast(addresses as text) from load_balancer where running"
                                + " order by environment, stack, name",
                        Object[].class)
                .getResultList()) {
            Object[] columns = (Object[]) row;
            running.add(new LoadBalancer(
                    new Resource((String) columns[0], (String) columns[1], (String) columns[2]),
                    addresses((String) columns[3])));
        }
        return running;
    }

    private OptionalLong keep(Resource resource, boolean running, List<String> addresses, PipelineRun by) {
        int kept = database.createNativeQuery(KEEP)
                .setParameter("environment", resource.environment())
                .setParameter("stack", resource.stack())
                .setParameter("name", resource.loadBalancer())
                .setParameter("running", running)
                .setParameter("addresses", json(addresses))
                .setParameter("repository", by.repository())
                .setParameter("ref", by.ref())
                .setParameter("sequence", by.sequence())
                .executeUpdate();
        return kept == 1 ? OptionalLong.empty() : OptionalLong.of(sequenceOf(resource));
    }

    private long sequenceOf(Resource resource) {
        Object sequence = database.createNativeQuery("select sequence from load_balancer"
                        + " where environment = :environment and stack = :stack and name = :name")
                .setParameter("environment", resource.environment())
                .setParameter("stack", resource.stack())
                .setParameter("name", resource.loadBalancer())
                .getSingleResult();
        return ((Number) sequence).longValue();
    }

    private static String json(List<String> addresses) {
        try {
            return EventCodec.json().writeValueAsString(addresses);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of texts always has a JSON form", e);
        }
    }

    private static List<String> addresses(String json) {
        try {
            return EventCodec.json().readValue(json, new TypeReference<List<String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("kept addresses cannot be read any more", e);
        }
    }
}
