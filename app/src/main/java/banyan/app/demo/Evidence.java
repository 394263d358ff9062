package banyan.app.demo;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the promises are judged by. Only the journal is the demo's own; the lines are what the
 * processes wrote, and what is stored was read from the database.
 *
 * @param monolith the access log of the monolith
 * @param service the access log of the service; empty when it is somebody else's
 * @param audit the audit log of migrations
 * @param findings the differences that the monolith told of
 */
record Evidence(
    DemoPlan plan,
    List<StageRun> stages,
    List<Attempt> attempts,
    List<Write> writes,
    List<LogLine> monolith,
    List<LogLine> service,
    Stored stored,
    AuditRows.Audit audit,
    List<Finding> findings) {
  Evidence {
    stages = List.copyOf(stages);
    attempts = List.copyOf(attempts);
    writes = List.copyOf(writes);
    monolith = List.copyOf(monolith);
    service = List.copyOf(service);
    findings = List.copyOf(findings);
  }

  /** The monolith's lines by request; of a request that has several, the first. */
  Map<String, LogLine> monolithByRequest() {
    return monolith.stream()
        .collect(Collectors.toMap(LogLine::requestId, Function.identity(), (first, _) -> first));
  }

  /** The requests in whose course the service was called by another context. */
  Set<String> requestsWithCalls() {
    return service.stream()
        .filter(LogLine::isCall)
        .map(LogLine::requestId)
        .collect(Collectors.toSet());
  }
}
