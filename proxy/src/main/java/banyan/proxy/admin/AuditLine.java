package banyan.proxy.admin;

import banyan.proxy.migration.AuditEntry;
import banyan.proxy.migration.LoggedFault;
import banyan.proxy.migration.LoggedMove;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.NumberedMove;
import java.util.stream.Collectors;

/**
 * An entry of the audit log in words. What cannot be read has empty ones, but for {@code how}.
 *
 * @param what such as {@code canary} or {@code fault planted}
 * @param name of the migration or the fault
 * @param how where a migration was led to, and by what evidence; what a fault does, and until when
 * @param where which requests it is about
 * @param instance the process whose requests a fault befalls; empty for a move, which is
 *     everybody's
 * @param role of the token by which it was done; {@code who} is what that one said
 */
public record AuditLine(
    long entry,
    String when,
    String what,
    String name,
    String how,
    String where,
    String instance,
    String who,
    String role,
    String why) {

  static AuditLine of(AuditEntry entry) {
    return switch (entry.told()) {
      case AuditEntry.Told.Known(LoggedMove move) -> of(entry.number(), move);
      case AuditEntry.Told.Known(LoggedFault fault) -> of(entry.number(), fault);
      case AuditEntry.Told.Unknown(String reason) ->
          new AuditLine(entry.number(), "", "unreadable", "", reason, "", "", "", "", "");
    };
  }

  private static AuditLine of(long number, LoggedMove move) {
    LoggedLine line = LoggedLine.of(new NumberedMove(number, move));
    Migration after = move.after();
    return new AuditLine(
        number,
        line.when(),
        line.move(),
        after.name(),
        line.evidence().isEmpty() ? line.standing() : line.standing() + ", " + line.evidence(),
        after.routes().stream().map(Object::toString).collect(Collectors.joining(", ")),
        "",
        line.who(),
        line.role(),
        line.why());
  }

  private static AuditLine of(long number, LoggedFault logged) {
    LoggedFault.Planted fault = logged.fault();
    boolean isPlanted = logged.change() == LoggedFault.Change.PLANTED;
    String doing = fault.kind() + " for " + fault.percent() + "%";
    return new AuditLine(
        number,
        logged.at().toString(),
        "fault " + logged.change().word(),
        fault.name(),
        doing + (isPlanted ? " until " + fault.until() : ", befell " + logged.strikes()),
        fault.where(),
        logged.instance(),
        logged.reason().who(),
        logged.role(),
        logged.reason().why());
  }
}
