package banyan.proxy.admin;

import banyan.proxy.admin.AdminEndpoint.Answer;
import banyan.proxy.migration.AuditChain;
import banyan.proxy.migration.AuditEntry;
import banyan.proxy.migration.AuditLog;
import banyan.proxy.migration.MigrationStore;
import java.util.List;
import java.util.Set;

/**
 * The endpoints of the admin listener that show the audit log and check it. The store is away: 503.
 */
public final class AuditEndpoints {
  private static final int BODY_BYTES_MAX = 4 << 10;
  private static final int LAST_DEFAULT = 100;
  private static final Set<String> AFTER_KEYS = Set.of("after");
  private static final Set<String> LINES_KEYS = Set.of("after", "last");

  private final AuditLog log;

  private AuditEndpoints(AuditLog log) {
    this.log = log;
  }

  /** {@code GET /audit}, {@code POST /audit/entries}, {@code POST /audit/lines}. */
  public static List<AdminEndpoint> of(AuditLog log) {
    AuditEndpoints endpoints = new AuditEndpoints(log);
    return List.of(
        AdminEndpoint.get("/audit", () -> MigrationEndpoints.guarded(endpoints::audit)),
        new AdminEndpoint(
            "POST",
            "/audit/entries",
            AdminRole.VIEWER,
            BODY_BYTES_MAX,
            request -> MigrationEndpoints.guarded(() -> endpoints.entries(request))),
        AdminEndpoint.ask(
            "/audit/lines",
            BODY_BYTES_MAX,
            body -> MigrationEndpoints.guarded(() -> endpoints.lines(body))));
  }

  private Answer audit() {
    AuditChain chain = log.verify();
    AuditEntry last = chain.last();
    AuditChain.Break broken = chain.broken();
    return Answer.json(
        200,
        new Audit(
            broken == null,
            last == null ? 0 : last.number(),
            last == null ? AuditEntry.BEGINNING : last.hash(),
            broken == null ? 0 : broken.number(),
            broken == null ? "" : broken.reason()));
  }

  private Answer entries(AdminRequest request) {
    long after = SentObject.parse(request.body(), AFTER_KEYS).number("after", 0);
    List<AuditEntry> entries = log.entries(after);
    return Answer.json(
        200,
        request.role().maySeeSalts()
            ? entries
            : entries.stream().map(AuditEntry::withoutSalts).toList());
  }

  private Answer lines(String body) {
    SentObject asked = SentObject.parse(body, LINES_KEYS);
    Long after = asked.optionalNumber("after");
    List<AuditEntry> entries = after == null ? log.last(last(asked)) : log.entries(after);
    return Answer.json(200, entries.stream().map(AuditLine::of).toList());
  }

  private static int last(SentObject asked) {
    long last = asked.number("last", LAST_DEFAULT);
    if (last < 1 || last > MigrationStore.PAGE_MAX) {
      throw new IllegalArgumentException("'last' is 1 to " + MigrationStore.PAGE_MAX);
    }
    return (int) last;
  }

  /**
   * What the audit log says of itself.
   *
   * @param isWhole whether every entry follows from the one before it
   * @param entries how many are well, from the first
   * @param head the hash of the last of them
   * @param broken the first that is not; 0 for none
   * @param reason why it is not; empty for none
   */
  public record Audit(boolean isWhole, long entries, String head, long broken, String reason) {}
}
