package com.skatestock.batch.publish;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Which partition a product's events go to: Kafka's own rule for keyed records (murmur2 of the
 * key), so that any producer agrees.
 *
 * @param count partitions of the topic
 */
public record TopicPartitions(int count) {

  public int of(String shop, String externalId) {
    return of(key(shop, externalId));
  }

  int of(byte[] key) {
    return Utils.toPositive(Utils.murmur2(key)) % count;
  }

  static byte[] key(String shop, String externalId) {
    return (shop + "/" + externalId).getBytes(StandardCharsets.UTF_8);
  }
}
