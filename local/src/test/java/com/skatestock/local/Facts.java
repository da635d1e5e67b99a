package com.skatestock.local;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes something to each server and asks for it again, as a client would. */
final class Facts {
  private static final String TOPIC = "facts";

  private Facts() {}

  static String sql(LocalStack stack, String url, String statement) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(url, stack.username(), stack.password());
        Statement sql = connection.createStatement()) {
      if (!sql.execute(statement)) {
        return "";
      }
      try (ResultSet rows = sql.getResultSet()) {
        return rows.next() ? rows.getString(1) : "no row";
      }
    }
  }

  static String sql(LocalStack stack, String statement) throws SQLException {
    return sql(stack, stack.jdbcUrl(), statement);
  }

  static void createTopic(LocalStack stack) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.kafkaBootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
  }

  static void send(LocalStack stack, String value) throws ExecutionException, InterruptedException {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", stack.kafkaBootstrapServers(), "acks", "all");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, value)).get();
    }
  }

  static List<String> records(LocalStack stack) {
    Map<String, Object> settings = Map.of("bootstrap.servers", stack.kafkaBootstrapServers());
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      List<String> values = new ArrayList<>();
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<String, String> one : consumer.poll(Duration.ofSeconds(1))) {
          values.add(one.value());
        }
      }
      return values;
    }
  }

  /** The answer to an inline command, as Redis sends it, without the last line break. */
  static String redis(LocalStack stack, String command) throws IOException {
    int port = URI.create(stack.redisUri()).getPort();
    try (Socket socket = new Socket()) {
      socket.connect(Ports.at(port));
      socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.substring(0, answer.length() - "\r\n+OK\r\n".length());
    }
  }
}
