package banyan.proxy.route;

import banyan.proxy.route.RouteDocument.Fault;
import banyan.proxy.route.RouteDocument.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that publishes the document of routes, followed while the process runs. A changed
 * content comes into force when two looks in a row have seen it, so a half-written file is seldom
 * read; a faulty one changes nothing, is logged once, and shows in the status until it is mended.
 *
 * <p>The content is looked at, not the file system's events: those miss files that are replaced by
 * renaming on some file systems, and all changes on others. One thread of its own follows the file;
 * any thread may ask for the status.
 */
public final class RoutesFile implements AutoCloseable {
  /** Time between two looks; a change is in force after two to three of them. */
  static final Duration LOOK_EVERY = Duration.ofMillis(250);

  /** A larger file is refused. */
  public static final int BYTES_MAX = 1 << 20;

  private static final String MISSING =
      "does not exist; write it, or name another (an empty file moves nothing)";

  private static final Logger LOG = LoggerFactory.getLogger(RoutesFile.class);

  private final Path file;
  private final LocalCode local;
  private final LiveRoutes live;
  private final ScheduledExecutorService follower =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("banyan-routes-file").factory());
  private String decided;
  private String lastSeen;
  private volatile Status status;
  private volatile @Nullable Content content;

  private RoutesFile(Path file, LocalCode local, Look first, RouteTable table) {
    this.file = file;
    this.local = local;
    this.live = new LiveRoutes(table);
    this.decided = first.hash();
    this.lastSeen = first.hash();
    this.content = first.content();
    this.status = new Status(file.toString(), content == null ? "" : first.hash(), null);
  }

  /** Reads the file for the first time; it must be there and without fault. */
  public static Opening open(Path file, LocalCode local) {
    Look look = look(file);
    return switch (read(file, look, local)) {
      case Reading.Valid valid ->
          new Opening.Opened(new RoutesFile(file, local, look, valid.document().over(local)));
      case Reading.Invalid invalid -> new Opening.Refused(invalid.faults());
    };
  }

  /** As {@link #open}; a file that is not there yet counts as empty until it appears. */
  public static Opening openOrAwait(Path file, LocalCode local) {
    if (Files.exists(file)) {
      return open(file, local);
    }
    Look nothing = new Look.Unreadable(MISSING);
    return new Opening.Opened(new RoutesFile(file, local, nothing, local.table()));
  }

  /** The table in force. */
  public LiveRoutes live() {
    return live;
  }

  public Status status() {
    return status;
  }

  /** The last content without fault; null while there was no file yet. */
  public @Nullable Content content() {
    return content;
  }

  /** Begins to follow the file: a changed content comes into force. */
  public void start() {
    start((_, table) -> live.replace(table));
  }

  /**
   * Begins to follow the file.
   *
   * @param taker is given each changed content that has no fault, on the thread of the file
   */
  public void start(BiConsumer<Content, RouteTable> taker) {
    long nanos = LOOK_EVERY.toNanos();
    var _ =
        follower.scheduleWithFixedDelay(() -> follow(taker), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /** Stops following; the table in force stays. */
  @Override
  public void close() {
    follower.shutdownNow();
  }

  private void follow(BiConsumer<Content, RouteTable> taker) {
    try {
      Look look = look(file);
      boolean isSettled = look.hash().equals(lastSeen);
      lastSeen = look.hash();
      if (isSettled && !look.hash().equals(decided)) {
        decided = look.hash();
        decide(look, taker);
      }
    } catch (RuntimeException | Error e) {
      // An exception that left here would end the schedule in silence.
      LOG.atError().setCause(e).addKeyValue("file", file).log("routes file not followed");
    }
  }

  private void decide(Look look, BiConsumer<Content, RouteTable> taker) {
    switch (read(file, look, local)) {
      case Reading.Valid valid -> {
        RouteTable next = valid.document().over(local);
        Content taken = Objects.requireNonNull(look.content(), "what is valid was read");
        content = taken;
        taker.accept(taken, next);
        status = new Status(file.toString(), look.hash(), null);
        LOG.atInfo()
            .addKeyValue("file", file)
            .addKeyValue("hash", look.hash())
            .addKeyValue("routes", next.routes().size())
            .log("routes file read");
      }
      case Reading.Invalid invalid -> {
        String problem =
            invalid.faults().stream().map(Fault::toString).collect(Collectors.joining("\n"));
        status = new Status(file.toString(), status.hash(), problem);
        LOG.atError()
            .addKeyValue("file", file)
            .log("routes file refused, the routes in force stay:\n{}", problem);
      }
    }
  }

  private static Reading read(Path file, Look look, LocalCode local) {
    String name = file.toString();
    return switch (look) {
      case Look.Read read -> readContent(name, read.bytes(), local);
      case Look.Unreadable unreadable ->
          new Reading.Invalid(List.of(new Fault(name, 0, 0, unreadable.reason())));
    };
  }

  private static Reading readContent(String name, ByteBuffer bytes, LocalCode local) {
    if (bytes.remaining() > BYTES_MAX) {
      return new Reading.Invalid(
          List.of(new Fault(name, 0, 0, "is larger than " + BYTES_MAX + " bytes")));
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
      return RouteDocument.read(name, text, local);
    } catch (CharacterCodingException e) {
      return new Reading.Invalid(List.of(new Fault(name, 0, 0, "is not UTF-8; save it as UTF-8")));
    }
  }

  private static Look look(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(BYTES_MAX + 1);
      return new Look.Read(hash(bytes), ByteBuffer.wrap(bytes));
    } catch (NoSuchFileException e) {
      return new Look.Unreadable(MISSING);
    } catch (IOException e) {
      return new Look.Unreadable("cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  /** What opening a file led to. */
  public sealed interface Opening {
    record Opened(RoutesFile file) implements Opening {}

    record Refused(List<Fault> faults) implements Opening {}
  }

  /**
   * How the document stands.
   *
   * @param hash SHA-256, in hex, of the last content without fault; empty while there was no file
   * @param problem what is wrong with a later content, one fault a line; null when there is none
   */
  public record Status(String file, String hash, @Nullable String problem) {}

  /**
   * The text of the file.
   *
   * @param hash SHA-256 in hex
   */
  public record Content(String text, String hash) {}

  /** What one look at the file saw. */
  private sealed interface Look {
    /** What tells two looks apart. */
    String hash();

    /** Null where there is none. */
    default RoutesFile.@Nullable Content content() {
      return null;
    }

    record Read(String hash, ByteBuffer bytes) implements Look {
      @Override
      public RoutesFile.Content content() {
        String text = StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        return new RoutesFile.Content(text, hash);
      }
    }

    record Unreadable(String reason) implements Look {
      @Override
      public String hash() {
        return reason;
      }
    }
  }
}
