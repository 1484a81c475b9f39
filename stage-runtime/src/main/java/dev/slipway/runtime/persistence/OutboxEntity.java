package dev.slipway.runtime.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An event that is to be published; written in the transaction that made it true. */
@Entity
@Table(name = "outbox")
public class OutboxEntity {

    @Id
    public UUID id;

    /** Order of writing; given by the database. */
    @Column(name = "n", insertable = false, updatable = false)
    public long number;

    public String topic;

    @Column(name = "record_key")
    public String key;

    @JdbcTypeCode(SqlTypes.JSON)
    public Map<String, String> headers;

    public byte[] payload;

    @Column(name = "sent_at")
    public @Nullable Instant sentAt;

    /** Why the broker will never take it; such a row waits for an operator and holds up nobody. */
    public @Nullable String refused;

    public StoredRecord record() {
        return new StoredRecord(topic, key, headers, payload);
    }
}
