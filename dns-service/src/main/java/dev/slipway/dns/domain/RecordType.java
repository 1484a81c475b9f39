package dev.slipway.dns.domain;

/** The types of record sets that matter here. */
public enum RecordType {
    A,
    AAAA,
    CNAME,
    TXT
}
