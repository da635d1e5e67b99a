package com.skatestock.local;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** Redis 6.2 with an append-only file: at most one second of writes is lost with the machine. */
final class RedisServer extends ChildServer {
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

  private Path program = Path.of("");

  RedisServer(Path data, OptionalInt wantedPort) {
    super(LocalServer.REDIS, data, wantedPort);
  }

  @Override
  void prepare() throws IOException {
    program = Programs.redis();
    Files.createDirectories(folder);
  }

  @Override
  List<String> command(int port) {
    return List.of(
        program.toString(),
        "--bind",
        Ports.LOOPBACK,
        "--port",
        Integer.toString(port),
        "--dir",
        folder.toString(),
        "--appendonly",
        "yes",
        "--appendfsync",
        "everysec",
        "--save",
        "");
  }

  @Override
  boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(2_000);
      socket.connect(Ports.at(port), 2_000);
      socket
          .getOutputStream()
          .write("PING\r\nCONFIG GET dir\r\nQUIT\r\n".getBytes(StandardCharsets.UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.startsWith("+PONG") && answer.contains("\r\n" + folder + "\r\n");
    } catch (IOException notYet) {
      return false;
    }
  }

  String uri() {
    return "redis://%s:%d".formatted(Ports.LOOPBACK, port());
  }

  @Override
  void stop(ProcessHandle process) {
    process.destroy();
    if (!ended(process, STOP_PATIENCE)) {
      kill(process);
    }
  }

  @Override
  void kill(ProcessHandle process) {
    process.destroyForcibly();
    if (!ended(process, STOP_PATIENCE)) {
      throw new LocalStackException("Redis, process " + process.pid() + ", cannot be ended");
    }
  }
}
