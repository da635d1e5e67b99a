package com.skatestock.batch.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A producer whose broker is away; it waits 200 ms for it, and counts what it was to send. */
public final class AbsentBroker extends KafkaProducer<byte[], byte[]> {
  private int asked;

  public AbsentBroker() throws IOException {
    super(
        Map.of("bootstrap.servers", "127.0.0.1:" + portOfNobody(), "max.block.ms", 200),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static int portOfNobody() throws IOException {
    try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return door.getLocalPort();
    }
  }

  @Override
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    asked++;
    return super.send(record);
  }

  /** How many records were to be sent. */
  public int asked() {
    return asked;
  }
}
