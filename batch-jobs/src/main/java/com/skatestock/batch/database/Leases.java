package com.skatestock.batch.database;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who may work on what. A lease is a row with an owner, an epoch and an end by the database's
 * clock; its owner moves the end forward from a thread of its own. Every takeover has a higher
 * epoch, and every chunk's transaction names its epoch: a worker that was paused and replaced
 * cannot write. (An advisory lock would outlive a SIGSTOP, since the kernel keeps the connection,
 * and breaks behind a transaction pooler.)
 */
public final class Leases implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

  private final DataSource dataSource;
  private final JdbcClient database;
  private final String owner;
  private final Duration length;
  private final ScheduledExecutorService heartbeat;
  private final ConcurrentMap<String, Lease> here = new ConcurrentHashMap<>();

  /**
   * @param dataSource hands out connections outside of any running transaction; closed with this,
   *     if it can be closed
   * @param owner this process, such as host and process id
   * @param length how long a lease lasts after the last sign of life
   */
  public Leases(DataSource dataSource, String owner, Duration length) {
    this.dataSource = dataSource;
    this.database = JdbcClient.create(dataSource);
    this.owner = owner;
    this.length = length;
    heartbeat =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("lease-heartbeat").daemon().factory());
  }

  /** Takes the lease if it is free or has run out; empty while somebody else holds it. */
  public Optional<Lease> take(String name) {
    String holder = owner + "/" + Thread.currentThread().threadId() + "/" + System.nanoTime();
    int taken =
        database
            .sql(
                """
                insert into leases as held (name, owner, epoch, expires_at)
                values (:name, :holder, nextval('lease_epochs'), clock_timestamp() + make_interval(secs => :seconds))
                on conflict (name) do update set
                  owner = excluded.owner,
                  epoch = excluded.epoch,
                  expires_at = excluded.expires_at
                where held.expires_at < clock_timestamp()
                """)
            .param("name", name)
            .param("holder", holder)
            .param("seconds", seconds())
            .update();
    return taken == 0
        ? Optional.empty()
        : epochOf(name, holder).map(epoch -> new Lease(name, epoch));
  }

  /**
   * A fresh epoch for the lease that was just taken. The one drawn by the insert may be older than
   * that of a holder for whom it had to wait; empty if the lease has run out meanwhile.
   */
  private Optional<Long> epochOf(String name, String holder) {
    return database
        .sql(
            """
            update leases
            set epoch = nextval('lease_epochs')
            where name = :name
              and owner = :holder
            returning epoch
            """)
        .param("name", name)
        .param("holder", holder)
        .query(Long.class)
        .optional();
  }

  /** Whether this process holds the lease, and nobody has taken it over. */
  public boolean isHeldHere(String name) {
    Lease lease = here.get(name);
    return lease != null && lease.isHeld();
  }

  /** Whether anybody holds the lease now. */
  public boolean isHeld(String name) {
    return database
        .sql(
            """
            select exists (
              select
              from leases
              where name = :name
                and expires_at >= clock_timestamp())
            """)
        .param("name", name)
        .query(Boolean.class)
        .single();
  }

  /** Like {@link #take}, but waits up to {@code patience} for the lease to become free. */
  public Optional<Lease> take(String name, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<Lease> lease = take(name);
      if (lease.isPresent() || System.nanoTime() > deadline) {
        return lease;
      }
      Thread.sleep(Math.min(250, Math.max(10, length.toMillis() / 10)));
    }
  }

  /**
   * Deletes leases that ran out long ago: their holders died and nobody went on with their work.
   * Epochs are never given twice, so nothing depends on the rows.
   */
  public void sweep() {
    database
        .sql(
            "delete from leases where expires_at < clock_timestamp() - make_interval(secs =>"
                + " :seconds)")
        .param("seconds", 10 * seconds())
        .update();
  }

  private double seconds() {
    return length.toMillis() / 1_000.0;
  }

  @Override
  public void close() {
    heartbeat.shutdownNow();
    if (dataSource instanceof Closeable pool) {
      try {
        pool.close();
      } catch (IOException e) {
        LOG.warn("Connections of the leases not closed: {}", e.getMessage());
      }
    }
  }

  /**
   * A lease that this process holds until it is closed, or until it fails to show that it is alive.
   */
  public final class Lease implements AutoCloseable {
    private final String name;
    private final long epoch;
    private final ScheduledFuture<?> beats;

    private Lease(String name, long epoch) {
      this.name = name;
      this.epoch = epoch;
      here.put(name, this);
      long period = Math.max(50, length.toMillis() / 5);
      beats = heartbeat.scheduleAtFixedRate(this::beat, period, period, TimeUnit.MILLISECONDS);
    }

    public String name() {
      return name;
    }

    /** Higher than that of every earlier holder. */
    public long epoch() {
      return epoch;
    }

    private void beat() {
      try {
        int kept =
            database
                .sql(
                    """
                    update leases
                    set expires_at = clock_timestamp() + make_interval(secs => :seconds)
                    where name = :name
                      and epoch = :epoch
                    """)
                .param("seconds", seconds())
                .param("name", name)
                .param("epoch", epoch)
                .update();
        if (kept == 0) {
          LOG.warn("Lease {} was taken over; epoch {} can no longer write", name, epoch);
          beats.cancel(false);
        }
      } catch (RuntimeException e) {
        // The next beat tries again; if none succeeds the lease runs out and the epoch fences this
        // worker.
        LOG.warn("No sign of life for lease {}: {}", name, e.getMessage());
      }
    }

    /** False if another has taken the lease over since. */
    public boolean isHeld() {
      return database
          .sql("select exists (select from leases where name = :name and epoch = :epoch)")
          .param("name", name)
          .param("epoch", epoch)
          .query(Boolean.class)
          .single();
    }

    /** Gives the lease back, so that the next one need not wait; also on an interrupted thread. */
    @Override
    public void close() {
      beats.cancel(false);
      here.remove(name, this);
      // The pool hands an interrupted thread no connection.
      boolean interrupted = Thread.interrupted();
      try {
        database
            .sql(
                """
                delete from leases
                where name = :name
                  and epoch = :epoch
                """)
            .param("name", name)
            .param("epoch", epoch)
            .update();
      } catch (RuntimeException e) {
        // What was done under it counts all the same; the next one waits until it has run out.
        LOG.warn("Lease {} not given back: {}", name, e.getMessage());
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
