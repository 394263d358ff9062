package banyan.proxy.retirement;

import banyan.wire.Failure;
import banyan.wire.PrivateFile;
import banyan.wire.Problem;
import banyan.wire.Problems;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The hits of a proxy that runs alone: a JSON file beside the audit log, with a lock of the file
 * system between the processes that share it. Any thread.
 */
public final class HitFile implements HitStore {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;
  private final ReentrantLock lock = new ReentrantLock();

  /** The hits in a file, which is made with the first. */
  public HitFile(Path file) {
    this.file = file;
  }

  @Override
  public Map<Period, Hits> read() {
    lock.lock();
    try {
      return parse(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (IOException e) {
      throw unavailable("cannot be read", e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void add(Map<Period, Hits> more) {
    Path guard = file.resolveSibling(file.getFileName() + ".lock");
    lock.lock();
    try {
      PrivateFile.makeFolder(file.resolveSibling(""));
      try (FileChannel channel =
              FileChannel.open(guard, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        Map<Period, Hits> all = new LinkedHashMap<>(read());
        more.forEach((period, hits) -> all.merge(period, hits, Hits::plus));
        PrivateFile.write(file, text(all));
      }
    } catch (IOException e) {
      throw unavailable("cannot be written", e);
    } finally {
      lock.unlock();
    }
  }

  private Failure unavailable(String what, IOException cause) {
    return Failure.ours(
        Problem.of(
            Problems.UNAVAILABLE, "The file " + file + " " + what + ": " + cause.getMessage()),
        cause);
  }

  private static String text(Map<Period, Hits> all) throws JsonProcessingException {
    ArrayNode lines = JSON.createArrayNode();
    all.forEach(
        (period, hits) ->
            lines
                .addObject()
                .put("migration", period.migration())
                .put("revision", period.revision())
                .put("count", hits.count())
                .put("last", hits.last().toString())
                .put("cause", hits.cause())
                .put("route", hits.route())
                .put("caller", hits.caller()));
    return JSON.writeValueAsString(lines) + "\n";
  }

  private static Map<Period, Hits> parse(String text) throws IOException {
    try {
      Map<Period, Hits> all = new LinkedHashMap<>();
      for (JsonNode line : JSON.readTree(text)) {
        all.put(
            new Period(line.required("migration").asText(), line.required("revision").asLong()),
            new Hits(
                line.required("count").asLong(),
                Instant.parse(line.required("last").asText()),
                line.required("cause").asText(),
                line.required("route").asText(),
                line.required("caller").asText()));
      }
      return all;
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException("it says what this version does not know: " + e.getMessage(), e);
    }
  }
}
