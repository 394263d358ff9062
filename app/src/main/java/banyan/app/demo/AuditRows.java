package banyan.app.demo;

import banyan.platform.database.DatabaseAddress;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Reads the audit log of migrations from the database, as its administrator, and recomputes its
 * hashes.
 */
final class AuditRows {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String BEGINNING = "0".repeat(64);
  private static final String ENTRIES =
      "SELECT number, previous, text, hash FROM proxy.audit ORDER BY number";

  private AuditRows() {}

  /**
   * The log.
   *
   * @param moves those of one migration
   * @param entries of all
   * @param wrong the first entry that does not have the hash that it should, or does not follow the
   *     one before; empty when there is none
   */
  record Audit(List<Moved> moves, long entries, String wrong) {
    Audit {
      moves = List.copyOf(moves);
    }
  }

  /**
   * Reads it.
   *
   * @param begin the entries that are older than the show
   */
  static Audit read(DatabaseAddress address, String migration, long begin) {
    Jdbi jdbi = Jdbi.create(address.jdbcUrl(), address.user(), address.password());
    try (Handle handle = jdbi.open()) {
      return judge(
          handle
              .createQuery(ENTRIES)
              .map(
                  (row, _) ->
                      new Entry(
                          row.getLong("number"),
                          row.getString("previous"),
                          row.getString("text"),
                          row.getString("hash")))
              .list(),
          migration,
          begin);
    }
  }

  static Audit judge(List<Entry> entries, String migration, long begin) {
    List<Moved> moves = new ArrayList<>();
    String previous = BEGINNING;
    long number = 0;
    String wrong = "";
    for (Entry entry : entries) {
      number++;
      boolean isRight =
          entry.number() == number
              && entry.previous().equals(previous)
              && entry.hash().equals(entry.computed());
      if (!isRight && wrong.isEmpty()) {
        wrong = "entry " + entry.number();
      }
      previous = entry.hash();
      moved(entry)
          .filter(move -> move.migration().equals(migration) && move.number() > begin)
          .ifPresent(moves::add);
    }
    return new Audit(moves, entries.size(), wrong);
  }

  /** A row of the log. */
  record Entry(long number, String previous, String text, String hash) {
    String computed() {
      try {
        byte[] bytes = (number + "\n" + previous + "\n" + text).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("SHA-256 is part of every JDK", e);
      }
    }
  }

  private static Optional<Moved> moved(Entry entry) {
    try {
      JsonNode json = JSON.readTree(entry.text());
      JsonNode after = json.path("migration");
      return Optional.of(
          new Moved(
              entry.number(),
              after.path("name").asText(),
              json.path("move").asText(),
              after.path("stage").asText(),
              after.path("weight").asInt(),
              after.path("who").asText(),
              json.at("/evidence/kind").asText(""),
              json.path("override").asText(""),
              Instant.parse(after.path("since").asText(Instant.EPOCH.toString()))));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
