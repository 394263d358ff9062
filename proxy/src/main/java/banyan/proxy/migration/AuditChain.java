package banyan.proxy.migration;

import banyan.proxy.migration.Decision.Allowed;
import banyan.proxy.migration.Decision.Demand;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The audit log, read from its beginning and recomputed: each entry follows the one before, has the
 * hash of what it says, says something that can be read, and is a move that the rules of the stages
 * allow from where its migration was, or what can become of a planted fault. One thread.
 */
public final class AuditChain {
  private final Map<String, Migration> migrations = new HashMap<>();
  private final FaultTrail faults = new FaultTrail();
  private @Nullable AuditEntry last;
  private @Nullable Break broken;

  /** Reads on; what comes behind the first break is not looked at. */
  public void read(List<AuditEntry> entries) {
    for (AuditEntry entry : entries) {
      if (broken != null) {
        return;
      }
      String wrong = wrong(entry);
      if (wrong == null) {
        last = entry;
      } else {
        broken = new Break(last == null ? 1 : last.number() + 1, wrong);
      }
    }
  }

  /** Reads a whole store. */
  public static AuditChain of(MigrationStore store) {
    AuditChain chain = new AuditChain();
    List<AuditEntry> page;
    do {
      AuditEntry last = chain.last;
      page = store.entries(last == null ? 0 : last.number());
      chain.read(page);
    } while (!page.isEmpty() && chain.broken == null);
    return chain;
  }

  /** The last entry that is well; null before the first. */
  public @Nullable AuditEntry last() {
    return last;
  }

  /** The first thing wrong; null while there is none. */
  public @Nullable Break broken() {
    return broken;
  }

  private @Nullable String wrong(AuditEntry entry) {
    if (entry.isDamaged() && entry.number() == (last == null ? 1 : last.number() + 1)) {
      return "it was changed: what stands there is no entry as this product writes it";
    }
    if (!entry.follows(last)) {
      return entry.number() == (last == null ? 1 : last.number() + 1)
          ? "it does not follow the entry before it: the hash that it names is another"
          : "it is missing: the next one is entry " + entry.number();
    }
    if (!entry.isWhole()) {
      return "it was changed: its text does not have the hash that stands beside it";
    }
    try {
      return switch (MigrationJson.readLogged(entry.text())) {
        case LoggedMove move -> wrong(move);
        case LoggedFault fault -> faults.wrong(fault);
      };
    } catch (IOException e) {
      return "it cannot be read: " + e.getMessage();
    }
  }

  private @Nullable String wrong(LoggedMove move) {
    Migration before = migrations.get(move.after().name());
    String wrong =
        move.before() == null
            ? wrongCreation(move, before)
            : wrongMove(move, move.before(), before);
    if (wrong == null) {
      migrations.put(move.after().name(), move.after());
    }
    return wrong;
  }

  private static @Nullable String wrongCreation(LoggedMove move, @Nullable Migration before) {
    Migration after = move.after();
    if (before != null) {
      return "it creates '" + after.name() + "', which is there already";
    }
    boolean isBeginning =
        move.word().equals(LoggedMove.CREATE)
            && after.stage() == Stage.PREPARED
            && after.revision() == 1;
    return isBeginning ? null : "it creates '" + after.name() + "' and is no beginning";
  }

  private static @Nullable String wrongMove(
      LoggedMove move, LoggedMove.Standing from, @Nullable Migration before) {
    Migration after = move.after();
    if (before == null || !LoggedMove.Standing.of(before).equals(from)) {
      return "it moves '" + after.name() + "' from where that was not";
    }
    boolean isSame =
        before
            .moved(
                new Allowed(after.stage(), after.weight(), Demand.NOTHING),
                after.automation(),
                after.since(),
                after.reason())
            .equals(after);
    if (!isSame) {
      return "it changes more of '" + after.name() + "' than its stage and weight";
    }
    return move.isAllowedFrom(before)
        ? null
        : "no rule allows '%s' from %s to %s"
            .formatted(move.word(), before.standing(), after.standing());
  }

  /**
   * Where the log is broken.
   *
   * @param number of the first entry that is wrong
   */
  public record Break(long number, String reason) {}
}
