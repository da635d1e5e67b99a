package com.skatestock.batch.faults;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy in front of PostgreSQL that understands its protocol (version 3, without encryption)
 * well enough to break a connection exactly between two statements, or between a statement and its
 * answer. A statement is what ends with a Sync, a Query or a CopyDone; those that come by the clock
 * (signs of life of leases, tests and openings of connections) do not count, so that the same work
 * gives the same numbers.
 */
final class FaultyWire implements AutoCloseable {
  /** How long each answer is held back once {@link WireFault.Way#DELAY} has struck. */
  static final Duration DELAY = Duration.ofMillis(30);

  /** How a COMMIT begins; the statement that it stands behind follows. */
  static final String COMMIT = "COMMIT behind ";

  private static final int STARTUP_LIMIT = 10_000;

  private final ServerSocket door;
  private final int server;
  private final IntConsumer terminate;
  private final AtomicInteger counted = new AtomicInteger();
  private @Nullable WireFault armed;
  private Runnable atStrike = () -> {};
  private int left;
  private @Nullable String struck;
  private long struckAt;

  /**
   * @param server port of PostgreSQL on the loopback address
   * @param terminate ends the backend with this process id; returns when it is gone
   */
  FaultyWire(int server, IntConsumer terminate) throws IOException {
    this.server = server;
    this.terminate = terminate;
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("wire").start(this::open);
  }

  int port() {
    return door.getLocalPort();
  }

  /** From now on statements are counted, and the fault waits for its own. */
  void arm(WireFault fault) {
    arm(fault, () -> {});
  }

  /**
   * The same.
   *
   * @param told called when the statement is struck, before it goes on its way
   */
  synchronized void arm(WireFault fault, Runnable told) {
    armed = fault;
    atStrike = told;
    left = fault.after();
    struck = null;
    counted.set(0);
  }

  /** Nothing goes wrong from now on. */
  synchronized void disarm() {
    armed = null;
  }

  /** Statements since {@link #arm}. */
  int counted() {
    return counted.get();
  }

  /** The statement that was struck since {@link #arm}; empty if its turn did not come. */
  synchronized Optional<String> struck() {
    return Optional.ofNullable(struck);
  }

  /** When that was, as {@link System#nanoTime}. */
  synchronized long struckAt() {
    return struckAt;
  }

  private synchronized @Nullable WireFault strikes(String statement) {
    counted.incrementAndGet();
    WireFault fault = armed;
    if (fault == null || struck != null || !fault.which().test(statement) || left-- > 0) {
      return null;
    }
    struck = statement;
    struckAt = System.nanoTime();
    atStrike.run();
    return fault;
  }

  private void open() {
    try {
      while (true) {
        Socket client = door.accept();
        Socket backend = new Socket();
        try {
          backend.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server));
        } catch (IOException down) {
          client.close();
          continue;
        }
        client.setTcpNoDelay(true);
        backend.setTcpNoDelay(true);
        new Connection(client, backend).start();
      }
    } catch (IOException closed) {
      // the end
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }

  /** One client and its backend, and what is being done to the two. */
  private final class Connection {
    private final Socket client;
    private final Socket backend;
    private volatile int backendId;

    /** Set while an answer is to be lost or cut; bytes of it that may still pass. */
    private volatile int mayPass = Integer.MAX_VALUE;

    private volatile boolean silent;
    private volatile boolean slow;
    private String statement = "";
    private final CountDownLatch answered = new CountDownLatch(1);

    Connection(Socket client, Socket backend) {
      this.client = client;
      this.backend = backend;
    }

    void start() {
      Thread.ofVirtual().name("wire-asks").start(() -> pump(this::asks));
      Thread.ofVirtual()
          .name("wire-answers")
          .start(
              () -> {
                pump(this::answers);
                answered.countDown();
              });
    }

    private interface Way {
      void run() throws IOException, InterruptedException;
    }

    private void pump(Way way) {
      try {
        way.run();
      } catch (IOException | InterruptedException broken) {
        // what one side did is what the other sees
      } finally {
        if (!silent) {
          closeQuietly(client);
          closeQuietly(backend);
        }
      }
    }

    private void asks() throws IOException, InterruptedException {
      DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
      OutputStream out = backend.getOutputStream();
      int length = in.readInt();
      if (length < 8 || length > STARTUP_LIMIT) {
        throw new IOException("not a startup message");
      }
      out.write(ByteBuffer.allocate(4).putInt(length).array());
      out.write(in.readNBytes(length - 4));
      out.flush();
      ByteArrayOutputStream unit = new ByteArrayOutputStream();
      while (true) {
        int type = in.read();
        if (type < 0) {
          return;
        }
        length = in.readInt();
        byte[] body = in.readNBytes(length - 4);
        unit.write(type);
        unit.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
        unit.writeBytes(body);
        note(type, body);
        if (type == 'Q' || type == 'S' || type == 'c') {
          pass(unit.toByteArray(), out);
          unit.reset();
        } else if (type != 'P' && type != 'B' && type != 'D' && type != 'E' && type != 'C') {
          // Passwords, COPY data, the good-bye: nothing to count.
          out.write(unit.toByteArray());
          out.flush();
          unit.reset();
        }
      }
    }

    /**
     * A transaction's first statement travels behind its BEGIN: the last text names the unit. A
     * COMMIT is named with what it stands behind.
     */
    private void note(int type, byte[] body) {
      int from = 0;
      if (type == 'P') {
        while (body[from++] != 0) {}
      } else if (type == 'c') {
        statement = "end of copy";
        return;
      } else if (type != 'Q') {
        return;
      }
      int to = from;
      while (body[to] != 0) {
        to++;
      }
      String text =
          new String(body, from, to - from, StandardCharsets.UTF_8)
              .replaceAll("--[^\n]*", "")
              .replaceAll("\\s+", " ")
              .strip();
      statement = text.equals("COMMIT") ? COMMIT + statement : text;
    }

    private void pass(byte[] unit, OutputStream out) throws IOException, InterruptedException {
      boolean byTheClock =
          statement.isEmpty()
              || statement.startsWith("SET application_name")
              || statement.startsWith("update leases set expires_at");
      WireFault fault = byTheClock ? null : strikes(statement);
      if (fault != null) {
        switch (fault.way()) {
          case TELL -> {}
          case TERMINATE -> {
            terminate.accept(backendId);
            awaitLastWords();
            return;
          }
          case RESET -> {
            reset();
            return;
          }
          case LOSE_ANSWER -> mayPass = 0;
          case CUT -> mayPass = fault.bytes();
          case HALF_OPEN -> silent = true;
          case DELAY -> slow = true;
        }
      }
      if (!silent) {
        out.write(unit);
        out.flush();
      }
    }

    private void answers() throws IOException, InterruptedException {
      DataInputStream in = new DataInputStream(new BufferedInputStream(backend.getInputStream()));
      OutputStream out = client.getOutputStream();
      while (true) {
        int type = in.read();
        if (type < 0) {
          return;
        }
        int length = in.readInt();
        byte[] body = in.readNBytes(length - 4);
        if (type == 'K') {
          backendId = ByteBuffer.wrap(body).getInt();
        }
        byte[] message =
            ByteBuffer.allocate(length + 1).put((byte) type).putInt(length).put(body).array();
        if (silent) {
          continue;
        }
        int some = mayPass;
        if (some < message.length) {
          out.write(message, 0, some);
          out.flush();
          mayPass = 0;
          if (type == 'Z' || type == 'G') {
            // Carried out, and nobody will hear of it.
            reset();
            return;
          }
          continue;
        }
        if (some != Integer.MAX_VALUE) {
          mayPass = some - message.length;
        }
        if (slow && type == 'Z') {
          Thread.sleep(DELAY);
        }
        out.write(message);
        if (in.available() == 0) {
          out.flush();
        }
      }
    }

    /** What a backend says when it is terminated is to arrive. */
    private void awaitLastWords() throws InterruptedException {
      answered.await(2, TimeUnit.SECONDS);
    }

    private void reset() throws IOException {
      client.setSoLinger(true, 0);
      client.close();
      backend.setSoLinger(true, 0);
      backend.close();
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException closed) {
      // nothing more to close
    }
  }
}
