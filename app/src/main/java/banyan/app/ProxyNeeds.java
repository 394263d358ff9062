package banyan.app;

import banyan.platform.telemetry.Telemetry;
import banyan.proxy.admin.ReadinessCheck;
import banyan.proxy.artefact.BroughtArtefacts;
import banyan.proxy.balance.Balance;
import banyan.proxy.call.CallHandler;
import banyan.proxy.idempotency.LedgerStore;
import banyan.proxy.identity.Identities;
import banyan.proxy.migration.AuditLog;
import banyan.proxy.migration.Migrations;
import banyan.proxy.migration.Overlay;
import banyan.proxy.migration.SideHandler;
import banyan.proxy.migration.Tombstone;
import banyan.proxy.parity.BuildHandler;
import banyan.proxy.publish.PublishedRoutes;
import banyan.proxy.resilience.Guards;
import banyan.proxy.route.LiveRoutes;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.RoutesFile;
import banyan.wire.CallSignatures;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.RequestLog;
import org.jspecify.annotations.Nullable;

/**
 * What the proxy is given.
 *
 * @param balance what is known of the endpoints of upstreams
 * @param guards what bounds the requests and calls to upstreams
 * @param document the file that is followed while running; null for none
 * @param published the versions of the document; null without one
 * @param migrations null in a process that migrates nothing
 * @param audit where moves and planted faults are told
 * @param gathering what gathers evidence for the moves of the migrations
 * @param ledger the memory of idempotency keys
 * @param local answers the routes of this process; null where there is no local code
 * @param calls tells calls from what clients send; null where nothing can be signed
 * @param checks what must be well before the process is ready
 */
record ProxyNeeds(
    Telemetry telemetry,
    LocalCode code,
    LiveRoutes live,
    Balance balance,
    Guards guards,
    @Nullable RoutesFile document,
    @Nullable PublishedRoutes published,
    @Nullable Migrations migrations,
    AuditLog audit,
    MigrationParts gathering,
    LedgerStore ledger,
    @Nullable Handler local,
    Identities identities,
    @Nullable CallSignatures calls,
    List<ReadinessCheck> checks) {
  Handler call(Handler next) {
    return calls == null ? next : new CallHandler(OfferedCalls.byAddress(code), calls, next);
  }

  List<RequestLog> logs(RequestLog... ofAll) {
    return Stream.concat(Stream.of(ofAll), gathering.logs().stream()).toList();
  }

  @Nullable Overlay overlay() {
    return migrations == null ? null : migrations.live().current();
  }

  /** Local code, which tells its build to who compares. */
  @Nullable Handler answering() {
    return local == null ? null : new BuildHandler(Artefact::build, local);
  }

  Handler side(Handler next, Tombstone tombstone) {
    return migrations == null
        ? next
        : new SideHandler(
            migrations.live()::current, live, identities, tombstone, BroughtArtefacts::of, next);
  }
}
