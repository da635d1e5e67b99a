package com.skatestock.local;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import com.skatestock.local.shop.ShopsCommand;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The command line: starts and stops the local stack. */
@Command(
    name = "local",
    mixinStandardHelpOptions = true,
    description = "Compose without Docker: real PostgreSQL, Kafka and Redis for one machine.",
    subcommands = {
      LocalMain.Up.class,
      LocalMain.Down.class,
      LocalMain.Status.class,
      ShopsCommand.class
    })
public final class LocalMain {
  /** Something is in the way that may go: a folder in use, a port taken. */
  private static final int RETRYABLE = 75;

  private static final int USAGE = 64;
  private static final int NOT_RUNNING = 3;

  private LocalMain() {}

  /** Runs one command; see {@code --help}. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new LocalMain())
            .registerConverter(LocalServer.class, new ServerName())
            .setParameterExceptionHandler(LocalMain::misused)
            .setExecutionExceptionHandler(
                (e, command, parsed) -> {
                  if (!(e instanceof LocalStackException)) {
                    throw e;
                  }
                  command.getErr().println(e.getMessage());
                  return RETRYABLE;
                })
            .execute(arguments));
  }

  private static int misused(CommandLine.ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    command.getErr().println(e.getMessage());
    command.usage(command.getErr());
    return USAGE;
  }

  private static final class ServerName implements ITypeConverter<LocalServer> {
    @Override
    public LocalServer convert(String word) {
      return Arrays.stream(LocalServer.values())
          .filter(server -> server.word().equals(word))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException("'" + word + "' is none of postgres, kafka, redis"));
    }
  }

  private static final class DataFolder {
    @Option(
        names = "--data",
        paramLabel = "DIR",
        defaultValue = ".skatestock/local",
        description = "Folder that keeps everything between starts (default: ${DEFAULT-VALUE}).")
    private Path path = Path.of("");
  }

  /** Starts the servers and stays until SIGTERM or Ctrl-C. */
  @Command(
      name = "up",
      mixinStandardHelpOptions = true,
      description = {
        "Starts the servers and stays until SIGTERM or Ctrl-C.",
        "When all are ready, DIR/stack.properties tells their addresses; their logs are in DIR/log."
      },
      exitCodeListHeading = "Exit codes:%n",
      exitCodeList = {"64:wrong options", "75:folder in use, port taken, or a server failed"})
  static final class Up implements Callable<Integer> {
    @CommandLine.Mixin private DataFolder data = new DataFolder();

    @Option(
        names = "--postgres-port",
        paramLabel = "N",
        description = "Port of PostgreSQL (default: a free one).")
    private @Nullable Integer postgresPort;

    @Option(
        names = "--kafka-port",
        paramLabel = "N",
        description = "Port of Kafka (default: a free one).")
    private @Nullable Integer kafkaPort;

    @Option(
        names = "--redis-port",
        paramLabel = "N",
        description = "Port of Redis (default: a free one).")
    private @Nullable Integer redisPort;

    @Option(
        names = "--only",
        split = ",",
        paramLabel = "SERVER",
        description = "Start these only: postgres, kafka, redis.")
    private Set<LocalServer> only = new LinkedHashSet<>();

    @Override
    public Integer call() throws Exception {
      logTo(data.path);
      LocalStackSettings settings = LocalStackSettings.in(data.path);
      if (!only.isEmpty()) {
        settings = settings.only(only.toArray(LocalServer[]::new));
      }
      if (postgresPort != null) {
        settings = settings.port(LocalServer.POSTGRES, postgresPort);
      }
      if (kafkaPort != null) {
        settings = settings.port(LocalServer.KAFKA, kafkaPort);
      }
      if (redisPort != null) {
        settings = settings.port(LocalServer.REDIS, redisPort);
      }
      LocalStack stack = LocalStack.start(settings);
      System.out.printf("Ready: %s%n", StackFile.in(stack.data()));
      // The stack's shutdown hook ends it.
      new CountDownLatch(1).await();
      return ExitCode.OK;
    }

    /**
     * A configuration under a name of its own: a logback.xml would rule whoever has us on the class
     * path.
     */
    private static void logTo(Path data) throws JoranException {
      if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
        URL configuration = LocalMain.class.getResource("logback-local.xml");
        context.reset();
        context.putProperty("logs", data.resolve("log").toString());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(configuration);
      }
    }
  }

  /** Stops the stack of a folder, whoever runs it. */
  @Command(
      name = "down",
      mixinStandardHelpOptions = true,
      description =
          "Stops the stack of a folder and waits for its end; also servers that a killed run left"
              + " behind.")
  static final class Down implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @CommandLine.Mixin private DataFolder data = new DataFolder();

    @Override
    public Integer call() throws Exception {
      if (!Files.isDirectory(data.path)) {
        System.out.printf("Nothing runs: there is no folder %s%n", data.path);
        return ExitCode.OK;
      }
      if (LocalStack.stopLeftBehind(data.path)) {
        System.out.println("Nothing of it runs any more");
        return ExitCode.OK;
      }
      ProcessHandle holder =
          FolderLock.holder(data.path.toRealPath())
              .orElseThrow(
                  () ->
                      new LocalStackException(
                          "The stack is just starting or stopping; try again in a moment"));
      holder.destroy();
      try {
        holder.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException e) {
        throw new LocalStackException(
            "Process %d was told to stop and still runs after %s".formatted(holder.pid(), PATIENCE),
            e);
      }
      System.out.printf("Stopped (process %d)%n", holder.pid());
      return ExitCode.OK;
    }
  }

  /** Tells whether a stack runs, and where. */
  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = "Prints the addresses of the stack of a folder.",
      exitCodeListHeading = "Exit codes:%n",
      exitCodeList = {"0:ready", "3:not running", "75:starting or stopping"})
  static final class Status implements Callable<Integer> {
    @CommandLine.Mixin private DataFolder data = new DataFolder();

    @Override
    public Integer call() throws Exception {
      Optional<ProcessHandle> holder =
          Files.isDirectory(data.path)
              ? FolderLock.holder(data.path.toRealPath())
              : Optional.empty();
      if (holder.isEmpty()) {
        System.out.println("Not running");
        return NOT_RUNNING;
      }
      Map<Object, Object> addresses =
          StackFile.read(data.path).<Map<Object, Object>>map(TreeMap::new).orElseGet(Map::of);
      if (addresses.isEmpty()) {
        System.out.println("Starting or stopping");
        return RETRYABLE;
      }
      addresses.forEach((name, value) -> System.out.println(name + "=" + value));
      return ExitCode.OK;
    }
  }
}
