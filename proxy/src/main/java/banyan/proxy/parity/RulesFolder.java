package banyan.proxy.parity;

import banyan.proxy.compare.Rules;
import banyan.proxy.migration.Migration;
import banyan.proxy.route.RouteDocument.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules of each migration's comparison: a file {@code NAME.rules.yaml} in one folder. One that
 * is not there has no rules; a faulty one changes nothing, is logged once, and shows until it is
 * mended. Any thread.
 */
public final class RulesFolder {
  /** A larger file is refused. */
  static final int BYTES_MAX = 1 << 20;

  private static final String SUFFIX = ".rules.yaml";

  private static final Logger LOG = LoggerFactory.getLogger(RulesFolder.class);

  private final Path folder;

  /** As many as there are migrations. */
  private final Map<String, InForce> known = new ConcurrentHashMap<>();

  private final Map<String, Words> words = new ConcurrentHashMap<>();

  public RulesFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * The rules of a migration.
   *
   * @param file where they stand, or would
   * @param text of the last look, faulty or not; empty without a file
   * @param faults of the file as it is; then the rules are those before
   */
  record InForce(Rules rules, String file, String text, List<Fault> faults) {}

  /** As of the last look; looks when there was none yet. */
  InForce of(Migration migration) {
    InForce last = known.get(migration.name());
    return last == null ? look(migration) : last;
  }

  /** Looks at the file. */
  InForce look(Migration migration) {
    return known.compute(migration.name(), (name, last) -> look(name, last));
  }

  /** What the rules of a migration do on a day; as of the last look. */
  List<String> words(Migration migration, LocalDate today) {
    InForce inForce = of(migration);
    Words last = words.get(migration.name());
    if (last == null || !last.inForce().equals(inForce) || !last.today().equals(today)) {
      last = new Words(inForce, today, RulesText.of(inForce.rules(), today));
      words.put(migration.name(), last);
    }
    return last.words();
  }

  /** What was computed for rules and a day. */
  private record Words(InForce inForce, LocalDate today, List<String> words) {}

  private InForce look(String migration, @Nullable InForce last) {
    Path file = folder.resolve(migration + SUFFIX);
    Rules before = last == null ? Rules.NONE : last.rules();
    String text;
    try {
      text = text(file);
    } catch (NoSuchFileException e) {
      return new InForce(Rules.NONE, file.toString(), "", List.of());
    } catch (IOException e) {
      return refused(last, before, file, "", new Fault(file.toString(), 0, 0, why(e)));
    }
    if (last != null && !text.isEmpty() && text.equals(last.text())) {
      return last;
    }
    return switch (Rules.read(file.toString(), text)) {
      case Rules.Reading.Valid(Rules rules) -> new InForce(rules, file.toString(), text, List.of());
      case Rules.Reading.Invalid(List<Fault> faults) ->
          refused(last, before, file, text, faults.toArray(Fault[]::new));
    };
  }

  private static InForce refused(
      @Nullable InForce last, Rules before, Path file, String text, Fault... faults) {
    InForce refused = new InForce(before, file.toString(), text, List.of(faults));
    if (last == null || !last.faults().equals(refused.faults())) {
      LOG.atError()
          .addKeyValue("file", file)
          .log("rules refused, those in force stay: {}", refused.faults());
    }
    return refused;
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        throw new IOException("is larger than " + BYTES_MAX + " bytes");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }

  private static String why(IOException e) {
    if (e instanceof CharacterCodingException) {
      return "is not UTF-8; save it as UTF-8";
    }
    return e.getClass() == IOException.class
        ? String.valueOf(e.getMessage())
        : "cannot be read: " + e.getClass().getSimpleName();
  }
}
