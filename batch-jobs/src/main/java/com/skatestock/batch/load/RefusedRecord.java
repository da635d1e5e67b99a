package com.skatestock.batch.load;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A Kafka record that the loader could not read. Its bytes are kept.
 *
 * @param reason a constant's name, so that it can be counted
 * @param message what was wrong with it, and where
 */
public record RefusedRecord(ConsumerRecord<byte[], byte[]> record, String reason, String message) {}
