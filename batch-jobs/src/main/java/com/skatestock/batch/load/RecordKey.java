package com.skatestock.batch.load;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Whose product a record is, as {@code publish} writes it into the key: {@code shop/id}. */
public record RecordKey(String shop, String externalId) {
  private static final int LONGEST = 600;
  private static final Pattern KEY = Pattern.compile("(?<shop>[a-z0-9-]+)/(?<id>[^\\x00]+)");

  /** Empty if the key says nothing of the kind. */
  public static Optional<RecordKey> of(ConsumerRecord<byte[], byte[]> record) {
    return Optional.ofNullable(record.key())
        .filter(key -> key.length <= LONGEST)
        .map(key -> KEY.matcher(new String(key, StandardCharsets.UTF_8)))
        .filter(Matcher::matches)
        .map(key -> new RecordKey(key.group("shop"), key.group("id")));
  }
}
