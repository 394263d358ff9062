package banyan.proxy.admin;

import banyan.proxy.admin.AdminEndpoint.Answer;
import banyan.proxy.fault.ActiveFault;
import banyan.proxy.fault.LiveFaults;
import banyan.proxy.fault.LiveFaults.Outcome;
import banyan.proxy.fault.PlantedFault;
import java.util.List;

/**
 * The endpoints of the admin listener that plant faults in requests. Planted: 201 with the fault.
 * Removed: 200 with it. Refused, since faults are not allowed, or the name is taken or unknown: 409
 * with the reason. The audit log does not take a planting: 503 with the reason. In both nothing has
 * changed.
 */
public final class FaultEndpoints {
  private static final int REQUEST_BYTES_MAX = 16 << 10;

  private FaultEndpoints() {}

  /** {@code GET /faults}, {@code POST /faults/add}, {@code /faults/remove}. */
  public static List<AdminEndpoint> of(LiveFaults faults) {
    return List.of(
        AdminEndpoint.get(
            "/faults", () -> Answer.json(200, faults.all().stream().map(Line::of).toList())),
        AdminEndpoint.post(
            "/faults/add", REQUEST_BYTES_MAX, request -> answer(201, add(faults, request))),
        AdminEndpoint.post(
            "/faults/remove", REQUEST_BYTES_MAX, request -> answer(200, remove(faults, request))));
  }

  private static Outcome add(LiveFaults faults, AdminRequest request) {
    String role = request.role().word();
    return faults.add(FaultRequest.parse(request.body()).fault(faults, role), role);
  }

  private static Outcome remove(LiveFaults faults, AdminRequest request) {
    String role = request.role().word();
    FaultRequest asked = FaultRequest.parse(request.body());
    return faults.remove(asked.named(), asked.as(), asked.why(), role);
  }

  private static Answer answer(int status, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done(ActiveFault fault) -> Answer.json(status, Line.of(fault));
      case Outcome.Refused(String why) -> Answer.json(409, new Refusal(why));
      case Outcome.Unlogged(String why) -> Answer.json(503, new Refusal(why));
    };
  }

  /** Why nothing has changed. */
  public record Refusal(String detail) {}

  /**
   * A fault.
   *
   * @param kind with its value
   * @param where which requests it may befall
   * @param strikes requests that it befell so far
   */
  public record Line(
      String name,
      String kind,
      String where,
      int percent,
      String until,
      long strikes,
      String who,
      String why) {
    static Line of(ActiveFault fault) {
      PlantedFault planted = fault.planted();
      return new Line(
          planted.name(),
          planted.kind().text(),
          planted.scope().text(),
          planted.percent(),
          planted.until().toString(),
          fault.strikes(),
          planted.reason().who(),
          planted.reason().why());
    }
  }
}
